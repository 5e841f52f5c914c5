package io.skerry.schema.store;

import java.time.Duration;
import java.time.Instant;

/// The twin keeps the contract.
class InMemoryStoreContractTest extends StateStoreContract {

  private Instant now = Instant.EPOCH;
  private final InMemoryStore store = new InMemoryStore(() -> now);

  @Override
  protected StateStore store() {
    return store;
  }

  @Override
  protected StateStore closable() {
    return store;
  }

  @Override
  protected void compact() {
    store.compact();
  }

  @Override
  protected void letTimePass() {
    now = now.plus(Duration.ofMillis(400));
  }
}
