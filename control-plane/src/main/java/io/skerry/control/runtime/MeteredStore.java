package io.skerry.control.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import io.skerry.schema.store.WatchStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Times every call of a store, by call and outcome, as `skerry_store_calls`.
final class MeteredStore implements StateStore {

  private static final String METER = "skerry.store.calls";

  private final StateStore store;
  private final MeterRegistry meters;

  MeteredStore(StateStore store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
  }

  @Override
  public <T> Optional<Stored<T>> get(Key<T> key) {
    return timed("get", () -> store.get(key));
  }

  @Override
  public Page list(KeyRange range, PageRequest request) {
    return timed("list", () -> store.list(range, request));
  }

  @Override
  public CommitOutcome commit(Txn txn) {
    return timed("commit", () -> store.commit(txn), MeteredStore::outcome);
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    return timed("watch", () -> store.watch(range, from));
  }

  @Override
  public Lease grantLease(Duration ttl) {
    return timed("grantLease", () -> store.grantLease(ttl));
  }

  @Override
  public boolean keepAlive(Lease lease) {
    return timed("keepAlive", () -> store.keepAlive(lease), alive -> alive ? "ok" : "gone");
  }

  @Override
  public void revoke(Lease lease) {
    timed(
        "revoke",
        () -> {
          store.revoke(lease);
          return lease;
        });
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> T timed(String call, Supplier<T> work) {
    return timed(call, work, _ -> "ok");
  }

  private <T> T timed(String call, Supplier<T> work, Function<T, String> outcome) {
    Timer.Sample sample = Timer.start(meters);
    String seen = "failed";
    try {
      T result = work.get();
      seen = outcome.apply(result);
      return result;
    } catch (StoreException failure) {
      seen = failure.code().name().toLowerCase(Locale.ROOT);
      throw failure;
    } finally {
      sample.stop(meters.timer(METER, "call", call, "outcome", seen));
    }
  }

  private static String outcome(CommitOutcome outcome) {
    return switch (outcome) {
      case CommitOutcome.Committed _ -> "committed";
      case CommitOutcome.Conflict _ -> "conflict";
      case CommitOutcome.Fenced _ -> "fenced";
      case CommitOutcome.Unknown _ -> "unknown";
    };
  }
}
