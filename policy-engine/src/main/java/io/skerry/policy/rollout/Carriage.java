package io.skerry.policy.rollout;

import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What nodes carry before and after a move.
final class Carriage {

  private Carriage() {}

  /// Whether a node does not carry a rollout although that would make a difference.
  static boolean lacks(FleetSight fleet, NodeSight node, RolloutSight sight) {
    return !node.carries(sight.name()) && matters(fleet, sight.rollout(), node.carries());
  }

  /// What a node carries once it has a rollout, without what no longer makes a difference.
  static Set<ResourceName> with(FleetSight fleet, NodeSight node, RolloutSight sight) {
    Set<ResourceName> carries = new HashSet<>(node.carries());
    carries.removeAll(sight.rollout().spec().supersedes());
    carries.add(sight.name());
    Set<ResourceName> all = Set.copyOf(carries);
    carries.removeIf(name -> !name.equals(sight.name()) && !matters(fleet, name, all));
    return carries;
  }

  private static boolean matters(FleetSight fleet, ResourceName name, Set<ResourceName> carries) {
    RolloutSight sight = fleet.rollouts().get(name);
    return sight != null && matters(fleet, sight.rollout(), carries);
  }

  /// Whether some resource of a rollout is at most as new as the rollout on a node that carries the
  /// others.
  private static boolean matters(FleetSight fleet, Rollout rollout, Set<ResourceName> carries) {
    return rollout.spec().changes().stream()
        .anyMatch(change -> !isReplaced(fleet, rollout, change.resource(), carries));
  }

  private static boolean isReplaced(
      FleetSight fleet, Rollout rollout, ResourceId resource, Set<ResourceName> carries) {
    return fleet
        .newerThan(rollout.metadata().name())
        .filter(
            newer ->
                newer.spec().changes().stream()
                    .anyMatch(change -> change.resource().equals(resource)))
        .anyMatch(newer -> isFinal(newer) || carries.contains(newer.metadata().name()));
  }

  private static boolean isFinal(Rollout rollout) {
    return Rollouts.hasSucceeded(rollout) || Rollouts.isDead(rollout);
  }

  /// The wave of a rollout that a node belongs to: the last one when it came later.
  static int wave(RolloutSight sight, ResourceName node) {
    List<List<ResourceName>> waves = sight.members();
    for (int wave = 0; wave < waves.size(); wave++) {
      if (waves.get(wave).contains(node)) {
        return wave;
      }
    }
    return Math.max(0, waves.size() - 1);
  }
}
