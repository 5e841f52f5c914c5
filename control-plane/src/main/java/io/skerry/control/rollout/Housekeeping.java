package io.skerry.control.rollout;

import io.skerry.policy.model.ResourceView;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds rollouts that decide nothing any more, so that removing them changes what no node gets.
/// Pure.
///
/// The oldest go first, and never one behind an older one of the same resource that stays: the
/// older one would decide again.
final class Housekeeping {

  /// How many ended rollouts are kept for people to look at.
  static final int KEPT = 50;

  /// The most that are removed in one pass.
  static final int AT_ONCE = 20;

  private Housekeeping() {}

  /// What may be removed now, oldest first.
  ///
  /// @param carried every rollout that some node carries
  static List<Rollout> removable(
      Rollouts rollouts, ResourceView declared, Set<ResourceName> carried) {
    List<Rollout> ended =
        rollouts.all().stream().filter(it -> !isUnderWay(it.status().phase())).toList();
    List<Rollout> removable = new ArrayList<>();
    Set<ResourceId> occupied = new HashSet<>();
    Set<ResourceName> old =
        new HashSet<>(
            ended.stream()
                .limit(Math.max(0, ended.size() - KEPT))
                .map(it -> it.metadata().name())
                .toList());
    for (Rollout rollout : rollouts.all()) {
      boolean isFree =
          rollout.spec().changes().stream().noneMatch(it -> occupied.contains(it.resource()));
      if (removable.size() < AT_ONCE
          && old.contains(rollout.metadata().name())
          && isFree
          && isIdle(rollout, rollouts, declared, carried)) {
        removable.add(rollout);
      } else {
        rollout.spec().changes().forEach(it -> occupied.add(it.resource()));
      }
    }
    return removable;
  }

  private static boolean isUnderWay(Phase phase) {
    return phase.isActive() || phase == Phase.ROLLING_BACK;
  }

  private static boolean isIdle(
      Rollout rollout, Rollouts rollouts, ResourceView declared, Set<ResourceName> carried) {
    return rollout.spec().changes().stream()
        .allMatch(change -> isIdle(rollout, change, rollouts, declared, carried));
  }

  private static boolean isIdle(
      Rollout rollout,
      Change change,
      Rollouts rollouts,
      ResourceView declared,
      Set<ResourceName> carried) {
    Optional<Rollout> newest = rollouts.newest(change.resource());
    Phase phase = newest.map(it -> it.status().phase()).orElse(Phase.SUCCEEDED);
    if (newest.filter(rollout::equals).isPresent()) {
      return phase == Phase.SUCCEEDED && declared.find(change.resource()).equals(change.to());
    }
    return phase == Phase.SUCCEEDED
        || phase == Phase.ROLLED_BACK
        || !carried.contains(rollout.metadata().name());
  }
}
