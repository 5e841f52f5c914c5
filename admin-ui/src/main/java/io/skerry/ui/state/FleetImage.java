package io.skerry.ui.state;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The fleet at one moment. Immutable, so every part of a screen draws the same one.
///
/// @param version grows with every change, for cheap "did anything change" checks
public record FleetImage(
    long version, Map<NodeName, NodeView> nodes, Map<CellName, CellView> cells) {

  /// Nothing known yet.
  public static final FleetImage EMPTY = new FleetImage(0, Map.of(), Map.of());

  public FleetImage {
    nodes = Map.copyOf(nodes);
    cells = Map.copyOf(cells);
  }

  /// The node of that name.
  public Optional<NodeView> node(NodeName name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /// The cell of that name; a stand-in when it is not declared.
  public CellView cell(CellName name) {
    CellView cell = cells.get(name);
    return cell == null ? CellView.undeclared(name) : cell;
  }

  /// The nodes of a cell, ordered by name.
  public Collection<NodeView> nodesOf(CellName cell) {
    var found = new TreeMap<NodeName, NodeView>();
    for (NodeView node : nodes.values()) {
      if (node.cell().equals(cell)) {
        found.put(node.name(), node);
      }
    }
    return found.values();
  }

  /// Where to draw a node: its own position, else its cell's.
  public Optional<GeoPoint> positionOf(NodeView node) {
    return node.place().location().or(() -> cell(node.cell()).location());
  }

  /// Counts per state.
  public Totals totals() {
    return Totals.of(nodes.values());
  }
}
