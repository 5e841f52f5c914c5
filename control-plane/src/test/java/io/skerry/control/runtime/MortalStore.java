package io.skerry.control.runtime;

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
import java.util.Map;
import java.util.Optional;

/// A replica's way to its store, which ends without a word at a chosen write of the leader.
/// Remembers every accepted transaction. Safe for use by many threads.
final class MortalStore implements StateStore {

  private final StateStore store;
  private final Map<Revision, Txn> accepted;
  private int left = Integer.MAX_VALUE;
  private boolean lastArrives;
  private boolean dead;

  /// @param accepted where accepted transactions go, by revision; safe for many threads
  MortalStore(StateStore store, Map<Revision, Txn> accepted) {
    this.store = store;
    this.accepted = accepted;
  }

  /// Dies at the leader's `writes`th write from now on.
  ///
  /// @param arrives whether that write still happens, unanswered
  synchronized void dieAt(int writes, boolean arrives) {
    left = writes;
    lastArrives = arrives;
  }

  /// Whether it died.
  synchronized boolean isDead() {
    return dead;
  }

  @Override
  public CommitOutcome commit(Txn txn) {
    boolean arrives = admit(txn);
    CommitOutcome outcome =
        arrives ? store.commit(txn) : new CommitOutcome.Unknown("the process ended");
    if (outcome instanceof CommitOutcome.Committed(Revision revision)) {
      accepted.put(revision, txn);
    }
    requireAlive();
    return outcome;
  }

  private synchronized boolean admit(Txn txn) {
    requireAlive();
    boolean isLeaders =
        txn.requirements().stream().anyMatch(Txn.Requirement.Fence.class::isInstance);
    if (isLeaders && --left <= 0) {
      dead = true;
      return lastArrives;
    }
    return true;
  }

  private synchronized void requireAlive() {
    if (dead) {
      throw new StoreException(StoreException.Code.UNAVAILABLE, "the process ended");
    }
  }

  @Override
  public <T> Optional<Stored<T>> get(Key<T> key) {
    requireAlive();
    return store.get(key);
  }

  @Override
  public Page list(KeyRange range, PageRequest request) {
    requireAlive();
    return store.list(range, request);
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    requireAlive();
    return store.watch(range, from);
  }

  @Override
  public Lease grantLease(Duration ttl) {
    requireAlive();
    return store.grantLease(ttl);
  }

  @Override
  public boolean keepAlive(Lease lease) {
    requireAlive();
    return store.keepAlive(lease);
  }

  @Override
  public void revoke(Lease lease) {
    requireAlive();
    store.revoke(lease);
  }

  @Override
  public void close() {
    store.close();
  }
}
