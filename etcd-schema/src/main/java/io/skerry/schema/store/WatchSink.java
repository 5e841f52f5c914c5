package io.skerry.schema.store;

import io.skerry.schema.model.Revision;
import java.util.List;

/// Receives what a [WatchLoop] sees, on the loop's own thread, one call at a time.
public interface WatchSink {

  /// The range moved to `revision`. Applying every batch in order gives exactly the store's content
  /// of the range at that revision, also across lost connections and compaction. Batches never
  /// split a revision, and revisions go back only when the store itself was replaced by an older
  /// one; the batch then leads to what that one holds.
  ///
  /// When it throws, the loop says that the link is lost and delivers the batch again, merged with
  /// what came after.
  ///
  /// @param changes in revision order; empty when only the revision moved
  /// @param revision that the range is now caught up with
  void onBatch(List<Change> changes, Revision revision);

  /// The link changed; called only when it really did. `CAUGHT_UP`: a listing was delivered and the
  /// store watches from there on. `LOST`: something broke, what was delivered may be stale, and the
  /// loop is trying again.
  void onLink(LinkState state);

  /// How the loop stands with the store.
  enum LinkState {
    CAUGHT_UP,
    LOST
  }
}
