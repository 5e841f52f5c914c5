package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Tally.State;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What silence allows, and what is said at the end.
final class Outcomes {

  private Outcomes() {}

  /// Why a wave cannot do without the members that it did not reach: in no failure domain may more
  /// of them be missing than its budget. Empty when it can.
  static Optional<String> tooManySilent(
      FleetSight fleet, RolloutStrategy.Spec strategy, Tally tally) {
    Map<String, List<NodeSight>> missing = new TreeMap<>();
    for (State state : List.of(State.UNREACHABLE, State.DEFERRED)) {
      for (ResourceName name : tally.in(state)) {
        fleet
            .node(name)
            .ifPresent(
                node ->
                    missing
                        .computeIfAbsent(
                            node.places().in(strategy.domain()), _ -> new ArrayList<>())
                        .add(node));
      }
    }
    Room room = new Room(fleet);
    return missing.entrySet().stream()
        .flatMap(entry -> excess(room, strategy, entry).stream())
        .findFirst();
  }

  private static Optional<String> excess(
      Room room, RolloutStrategy.Spec strategy, Map.Entry<String, List<NodeSight>> missing) {
    List<NodeSight> nodes = missing.getValue();
    int budget = room.budget(nodes.getFirst(), strategy.domain(), strategy.maxUnavailable());
    return nodes.size() <= budget
        ? Optional.empty()
        : Optional.of(
            "%s cannot be reached in %s, where at most %d may be missing (%s)"
                .formatted(
                    Names.nodes(nodes.size()),
                    missing.getKey(),
                    budget,
                    Names.few(nodes.stream().map(NodeSight::name).toList())));
  }

  /// What is said of a rollout that succeeded.
  static String success(FleetSight fleet, RolloutSight rollout) {
    Tally tally =
        Tally.of(fleet, rollout, rollout.members().stream().flatMap(List::stream).toList());
    int all = tally.size() - tally.count(State.GONE);
    return "%d of %s have the change%s"
        .formatted(
            tally.count(State.UPDATED),
            Names.nodes(all),
            tally.missing().map(who -> ", the others get it when they can: " + who).orElse("."));
  }

  /// Nodes that are heard and still have something of a dead rollout, or do not say yet that they
  /// returned.
  static List<NodeSight> stillReturning(FleetSight fleet, RolloutSight rollout) {
    return fleet.nodes().values().stream()
        .filter(NodeSight::isHeard)
        .filter(node -> carriesAny(node, rollout) || isOnItsWayBack(node, rollout))
        .toList();
  }

  private static boolean isOnItsWayBack(NodeSight node, RolloutSight rollout) {
    boolean concerns =
        node.movedBy(rollout.name())
            || rollout.members().stream()
                .limit(rollout.rollout().status().admitted())
                .anyMatch(wave -> wave.contains(node.name()));
    return node.isReturning()
        && (node.standing() instanceof Standing.Updating
            || node.standing() instanceof Standing.Refused)
        && concerns;
  }

  /// Whether a node has something of a rollout's change.
  static boolean carriesAny(NodeSight node, RolloutSight rollout) {
    return node.carries().stream().anyMatch(rollout.family()::contains);
  }
}
