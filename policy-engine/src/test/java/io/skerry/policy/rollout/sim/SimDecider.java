package io.skerry.policy.rollout.sim;

import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.Decider;
import io.skerry.policy.rollout.Decisions;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.WavePlan;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.schema.model.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What a controller makes of what it sees, and the mistakes about it that can be planted.
record SimDecider(World world) {

  /// @param fleet what is decided from
  record Work(FleetSight fleet, Decisions decisions, List<Move> moves) {

    boolean isEmpty() {
      return decisions.decisions().isEmpty() && moves.isEmpty();
    }
  }

  Work work(Sights sights, Instant now) {
    FleetSight seen = sights.fleet(now, world.has(Bug.BUDGET_PER_FLEET));
    FleetSight fleet = world.has(Bug.WINDOWS_IGNORED) ? seen.withAvailability(Map.of()) : seen;
    FleetSight believed = world.has(Bug.RESTORE_UNNOTICED) ? Sights.unnoticed(fleet) : fleet;
    return work(fleet, believed, sights, now);
  }

  private Work work(FleetSight fleet, FleetSight believed, Sights sights, Instant now) {
    Decisions decisions =
        new Decider(rollout -> plan(sights, rollout))
            .decide(believed, new Requests(world, now), now);
    return new Work(fleet, decisions, Admission.admit(believed, sights.inventory(believed), now));
  }

  private WavePlan plan(Sights sights, Rollout rollout) {
    WavePlan plan = sights.plan(rollout);
    return world.has(Bug.CELLS_AT_ONCE) ? Sights.atOnce(plan) : plan;
  }

  /// C15: what would be written if nobody noticed that the store is older than the fleet.
  void countWithheld(Work work, Sights sights, Instant now) {
    FleetSight trusting = Sights.unnoticed(work.fleet());
    if (trusting.equals(work.fleet())) {
      return;
    }
    Work other = work(work.fleet(), trusting, sights, now);
    long moves = other.moves().stream().filter(it -> !work.moves().contains(it)).count();
    long decisions =
        other.decisions().decisions().stream()
            .filter(it -> !work.decisions().decisions().contains(it))
            .count();
    world.meet("C15", moves + decisions);
  }

  /// @param isPart whether one policy is missing
  static ResourceSet declared(SortedMap<String, Entry> seen, boolean isPart) {
    ResourceSet all = Sights.declared(seen);
    return isPart ? all.without(Operators.LAST_POLICY) : all;
  }

  /// @param isPart whether the rollouts of one policy are missing
  static Rollouts rollouts(SortedMap<String, Entry> seen, boolean isPart) {
    Rollouts all = Sights.rollouts(seen);
    return isPart
        ? Rollouts.of(all.all().stream().filter(it -> !isOfLastPolicy(it)).toList())
        : all;
  }

  private static boolean isOfLastPolicy(Rollout rollout) {
    return rollout.spec().changes().stream()
        .anyMatch(change -> change.resource().equals(Operators.LAST_POLICY));
  }
}
