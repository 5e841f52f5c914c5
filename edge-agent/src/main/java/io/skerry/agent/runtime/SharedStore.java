package io.skerry.agent.runtime;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import io.skerry.schema.store.WatchStream;
import java.time.Duration;
import java.util.Optional;

/// A store that several agents use and none of them closes.
///
/// @param store closed by whoever opened it
record SharedStore(StateStore store) implements StateStore {

  @Override
  public <T> Optional<Stored<T>> get(Key<T> key) {
    return store.get(key);
  }

  @Override
  public Page list(KeyRange range, PageRequest request) {
    return store.list(range, request);
  }

  @Override
  public CommitOutcome commit(Txn txn) {
    return store.commit(txn);
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    return store.watch(range, from);
  }

  @Override
  public Lease grantLease(Duration ttl) {
    return store.grantLease(ttl);
  }

  @Override
  public boolean keepAlive(Lease lease) {
    return store.keepAlive(lease);
  }

  @Override
  public void revoke(Lease lease) {
    store.revoke(lease);
  }

  @Override
  public void close() {
    // The streams of an agent are closed by its own watch; the connection is somebody else's.
  }
}
