package io.skerry.schema.store;

import io.skerry.schema.model.Revision;
import java.util.List;

/// Receives what a [WatchLoop] sees, on the loop's own thread, one call at a time.
public interface WatchSink {

  /// The range moved to `revision`. Applying every batch in order gives exactly the store's content
  /// of the range at that revision, also across lost connections and compaction. Batches never
  /// split a revision, and revisions never go back.
  ///
  /// @param changes in revision order; empty when only the revision moved
  /// @param revision that the range is now caught up with
  void onBatch(List<Change> changes, Revision revision);

  /// The link to the store was lost (`connected` false) or a listing has caught up (`connected`
  /// true).
  void onLink(LinkState state);

  /// How the loop stands with the store.
  enum LinkState {
    CAUGHT_UP,
    LOST
  }
}
