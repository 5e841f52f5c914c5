package io.skerry.ui.state;

/// What the side panel is about.
public sealed interface Selection {

  /// Nothing is selected.
  record None() implements Selection {}

  /// A node.
  record OfNode(NodeName name) implements Selection {}

  /// A cell.
  record OfCell(CellName name) implements Selection {}
}
