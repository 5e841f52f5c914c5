package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.Optional;

/// Hands every call to another store. Whoever extends it overrides the calls that it changes.
public abstract class ForwardingStore implements StateStore {

  /// The store that answers; asked at every call.
  protected abstract StateStore delegate();

  @Override
  public <T> Optional<Stored<T>> get(Key<T> key) {
    return delegate().get(key);
  }

  @Override
  public Page list(KeyRange range, PageRequest request) {
    return delegate().list(range, request);
  }

  @Override
  public CommitOutcome commit(Txn txn) {
    return delegate().commit(txn);
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    return delegate().watch(range, from);
  }

  @Override
  public Lease grantLease(Duration ttl) {
    return delegate().grantLease(ttl);
  }

  @Override
  public boolean keepAlive(Lease lease) {
    return delegate().keepAlive(lease);
  }

  @Override
  public void revoke(Lease lease) {
    delegate().revoke(lease);
  }

  @Override
  public void close() {
    delegate().close();
  }
}
