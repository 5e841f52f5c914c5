package io.skerry.control.fleet;

import io.skerry.policy.rollout.BudgetUse;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.NodeSight.Facts;
import io.skerry.policy.rollout.Places;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much of its budgets is left for a rollout. Pure.
public final class Budgets {

  private Budgets() {}

  /// The failure domains of a rollout's strategy in which somebody is away, the fullest first; none
  /// for a rollout that moves nobody any more.
  public static List<BudgetUse> of(Rollout rollout, FleetImage image) {
    return rollout.isActive() ? BudgetUse.of(nodes(image), rollout.spec().strategy()) : List.of();
  }

  private static List<NodeSight> nodes(FleetImage image) {
    Map<ResourceId, Optional<Cell>> cells = new HashMap<>();
    List<NodeSight> nodes = new ArrayList<>();
    for (Node node : image.nodes().toList()) {
      ResourceId id = ResourceId.cluster(Kind.CELL, node.spec().cell());
      cells
          .computeIfAbsent(id, it -> cell(image, it))
          .map(cell -> NodeSight.of(Places.of(node, cell), facts(node, image)))
          .ifPresent(nodes::add);
    }
    return nodes;
  }

  private static Optional<Cell> cell(FleetImage image, ResourceId id) {
    return image
        .resource(id)
        .flatMap(it -> it.value() instanceof Cell cell ? Optional.of(cell) : Optional.empty());
  }

  private static Facts facts(Node node, FleetImage image) {
    return new Facts(
        image.refs().get(node.metadata().name()).map(Versioned::value),
        image.statuses().get(node.metadata().name()).map(Versioned::value));
  }
}
