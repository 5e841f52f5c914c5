package io.skerry.ui.state;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Something an operator should look at: nodes that share a state and a reason.
///
/// @param where the smallest place that holds them all
/// @param reason in the words of the first of them; may be empty
/// @param since when the first of them came into the state
public record Attention(
    NodeState state, Set<NodeName> nodes, Where where, String reason, Optional<Instant> since) {

  public Attention {
    nodes = Set.copyOf(nodes);
  }

  /// How far it reaches, in nodes.
  public int radius() {
    return nodes.size();
  }

  /// A place in the hierarchy of the fleet.
  public sealed interface Where {

    /// A single node.
    record OneNode(NodeName node, CellName cell) implements Where {}

    /// Nodes of one cell; `whole` when no other node of the cell is better off.
    record OneCell(CellName cell, boolean whole) implements Where {}

    /// Several cells of one region.
    record OneRegion(String cloud, String region) implements Where {}

    /// Several regions of one cloud.
    record OneCloud(String cloud) implements Where {}

    /// Several clouds.
    record Clouds(int clouds, int cells) implements Where {}
  }
}
