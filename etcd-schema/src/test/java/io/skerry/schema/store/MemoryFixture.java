package io.skerry.schema.store;

import java.time.Duration;
import java.time.Instant;

/// The twin, on a clock that tests move.
final class MemoryFixture implements StoreFixture {

  private Instant now = Instant.EPOCH;
  private final InMemoryStore store = new InMemoryStore(() -> now);

  @Override
  public StateStore store() {
    return store;
  }

  @Override
  public StateStore closable() {
    return store;
  }

  @Override
  public void compact() {
    store.compact();
  }

  @Override
  public void letTimePass() {
    now = now.plus(Duration.ofMillis(400));
  }

  @Override
  public void close() {
    store.close();
  }
}
