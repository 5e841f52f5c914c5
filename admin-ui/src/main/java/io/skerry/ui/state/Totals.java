package io.skerry.ui.state;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/// How many nodes are in each state.
public record Totals(Map<NodeState, Integer> counts) {

  /// No nodes.
  public static final Totals NONE = new Totals(Map.of());

  public Totals {
    counts = Map.copyOf(counts);
  }

  /// Counts these nodes.
  public static Totals of(Collection<NodeView> nodes) {
    var counts = new EnumMap<NodeState, Integer>(NodeState.class);
    for (NodeView node : nodes) {
      counts.merge(node.state(), 1, Integer::sum);
    }
    return new Totals(counts);
  }

  /// The sum of several counts.
  public static Totals sum(Collection<Totals> parts) {
    var counts = new EnumMap<NodeState, Integer>(NodeState.class);
    for (Totals part : parts) {
      part.counts.forEach((state, count) -> counts.merge(state, count, Integer::sum));
    }
    return new Totals(counts);
  }

  /// The nodes in that state.
  public int of(NodeState state) {
    return counts.getOrDefault(state, 0);
  }

  /// All nodes.
  public int nodes() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The worst state present; ready when there are no nodes.
  public NodeState worst() {
    NodeState worst = NodeState.READY;
    for (NodeState state : counts.keySet()) {
      worst = state.severity() > worst.severity() ? state : worst;
    }
    return worst;
  }
}
