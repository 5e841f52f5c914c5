package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.Optional;

/// The one way to the cell's store. Every call blocks the calling thread for a bounded time (meant
/// for virtual threads), reads are linearizable, and implementations are safe for use by many
/// threads.
///
/// Expected outcomes are values. A store that cannot be reached, or not in time, is a
/// [StoreException]; a write whose fate is not known is [CommitOutcome.Unknown] and must be read
/// back before it is tried again.
public interface StateStore extends AutoCloseable {

  /// The newest value at a key.
  <T> Optional<Stored<T>> get(Key<T> key);

  /// One page of a range in key order. All pages of one listing show the store at one revision: the
  /// first page fixes it, later pages ask for it with [PageRequest#after].
  ///
  /// @throws StoreException with code `COMPACTED` when a later page's revision is gone
  Page list(KeyRange range, PageRequest request);

  /// Applies all writes of a transaction at one revision if every requirement holds, else none.
  CommitOutcome commit(Txn txn);

  /// Opens one bare watch stream of changes with revision `from` or later. The stream ends at the
  /// first irregularity; [WatchLoop] is what makes a lasting, gap-free watch of it.
  WatchStream watch(KeyRange range, Revision from);

  /// Grants a lease that expires unless [#keepAlive] is called within `ttl`.
  Lease grantLease(Duration ttl);

  /// Renews a lease.
  ///
  /// @return false when the lease is gone, and every key bound to it with it
  boolean keepAlive(Lease lease);

  /// Ends a lease and deletes the keys bound to it.
  void revoke(Lease lease);

  /// Ends every stream and releases connections. Idempotent.
  @Override
  void close();

  /// A lease in the store.
  ///
  /// @param id the store's id of it
  record Lease(long id) {}
}
