package io.skerry.ui.state;

import java.time.Instant;
import java.util.Optional;

/// One line of the event feed.
public sealed interface FeedEntry {

  /// When it happened, by our clock.
  Instant at();

  /// The node it is about, if any.
  default Optional<NodeName> node() {
    return Optional.empty();
  }

  /// A node changed its state.
  record StateChanged(Instant at, NodeView before, NodeView after) implements FeedEntry {
    @Override
    public Optional<NodeName> node() {
      return Optional.of(after.name());
    }
  }

  /// A node applied a snapshot.
  record Applied(Instant at, NodeView after, SnapshotMark mark) implements FeedEntry {
    @Override
    public Optional<NodeName> node() {
      return Optional.of(after.name());
    }
  }

  /// A node was declared or deleted.
  record NodeListChanged(Instant at, NodeView about, boolean present) implements FeedEntry {
    @Override
    public Optional<NodeName> node() {
      return Optional.of(about.name());
    }
  }

  /// A rollout began, went on or ended.
  record RolloutMoved(Instant at, RolloutView rollout) implements FeedEntry {}

  /// A resource that is neither a node nor a rollout changed.
  record ResourceChanged(Instant at, ChangeType type, String kind, String path, long generation)
      implements FeedEntry {}

  /// The whole fleet was listed.
  record Listed(Instant at, int nodes, int cells) implements FeedEntry {}

  /// Changes after that revision could not be had any more.
  record Gap(Instant at, Revision since) implements FeedEntry {}

  /// The connection was lost.
  record WentOffline(Instant at, String reason) implements FeedEntry {}

  /// The connection is back, without a gap.
  record CameBack(Instant at) implements FeedEntry {}
}
