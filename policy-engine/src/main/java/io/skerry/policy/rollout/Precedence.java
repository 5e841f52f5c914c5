package io.skerry.policy.rollout;

import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Phase;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which rollouts cannot go at the same time: those that change the same resource, and those of
/// which one changes what the other's resources refer to. The older one goes first, and has ended
/// only when the nodes that it touched are back.
final class Precedence {

  private Precedence() {}

  /// Why a rollout must wait; empty when it may start.
  static Optional<String> obstacle(FleetSight fleet, Rollout rollout) {
    return fleet
        .olderThan(rollout.metadata().name())
        .filter(Precedence::isUnderWay)
        .flatMap(older -> meeting(older, rollout).stream())
        .findFirst();
  }

  private static Optional<String> meeting(Rollout older, Rollout newer) {
    Set<ResourceId> changed = changed(older);
    Optional<ResourceId> same =
        newer.spec().changes().stream().map(Change::resource).filter(changed::contains).findFirst();
    String wait = "Waits for rollout " + older.metadata().name() + ", which ";
    return same.map(id -> wait + "changes " + id + " too")
        .or(
            () ->
                Overlap.between(older, newer)
                    ? Optional.of(wait + "changes what belongs to the same service")
                    : Optional.empty());
  }

  private static boolean isUnderWay(Rollout rollout) {
    return rollout.isActive() || rollout.status().phase() == Phase.ROLLING_BACK;
  }

  private static Set<ResourceId> changed(Rollout rollout) {
    return rollout.spec().changes().stream().map(Change::resource).collect(Collectors.toSet());
  }
}
