package io.skerry.ui.state;

/// One resource out of the stream, as far as the console understands it.
public sealed interface Resource {

  /// A node.
  record OfNode(NodeView node) implements Resource {}

  /// A cell.
  record OfCell(CellView cell) implements Resource {}

  /// A rollout.
  record OfRollout(RolloutView rollout) implements Resource {}

  /// Any other kind: only its name is shown, in the event feed.
  ///
  /// @param path `tenant/name`, or `name` for kinds without tenant
  record Other(String kind, String path, long generation) implements Resource {}
}
