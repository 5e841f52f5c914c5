package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.Decision;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.RolloutSight;
import io.skerry.policy.rollout.Standing;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What must hold when a rollout changed its status.
record TransitionRules(World world, SimStore store) {

  void check(Commit commit, Origin origin, Decision decision) {
    Rollout rollout = decision.rollout();
    Status before = rollout.status();
    Status next = decision.next();
    boolean isNextWave = next.admitted() > Math.max(1, before.admitted());
    boolean hasSucceeded = next.phase() == Phase.SUCCEEDED && before.phase() != Phase.SUCCEEDED;
    if (isNextWave || (hasSucceeded && !next.waves().isEmpty())) {
      passes(origin, decision);
      new StepRules(world, store).passes(origin, rollout, next);
    }
    if (next.admitted() > before.admitted()) {
      begins(origin, rollout, next);
    }
    if (next.phase() == Phase.ROLLING_BACK && before.phase() != Phase.ROLLING_BACK) {
      world.check(
          "C12",
          !isOrdered(rollout, Verb.ROLLBACK),
          isOrdered(rollout, Verb.ROLLBACK)
              || hasFailures(origin.fleet(), rollout)
              || (StepRules.errs(rollout) && runsSomewhere(origin.fleet(), rollout)),
          rollout.metadata().name()
              + " turns back although nobody said that anything is wrong: "
              + next.reason());
    }
    if (before.waves().isEmpty() && next.admitted() > 0) {
      serialised(origin.fleet(), rollout);
    }
    world.check(
        "C7",
        !before.waves().isEmpty(),
        next.waves().isEmpty()
            || before.plan().isEmpty()
            || before.waves().isEmpty()
            || next.plan().equals(before.plan()),
        rollout.metadata().name() + " goes on with another plan");
  }

  private void begins(Origin origin, Rollout rollout, Status next) {
    world.check(
        "C3",
        next.admitted() == rollout.status().admitted() + 1,
        rollout.metadata().name() + " admits more than one wave at once");
    world.check(
        "C4",
        origin.fleet().freeze().isActive(),
        !origin.fleet().freeze().isActive()
            || rollout.spec().strategyName().value().equals("breakglass"),
        "a wave begins although changes are frozen");
    approved(rollout, next);
  }

  private void approved(Rollout rollout, Status next) {
    int wave = next.admitted() - 1;
    RolloutStrategy.Spec strategy = rollout.spec().strategy();
    List<ResourceName> names = strategy.waves().stream().map(RolloutStrategy.Wave::name).toList();
    int from = wave == 0 ? 0 : names.indexOf(next.waves().get(wave - 1).name()) + 1;
    int to = names.indexOf(next.waves().get(wave).name()) + 1;
    boolean needs =
        IntStream.range(from, Math.max(from, to)).anyMatch(i -> strategy.waves().get(i).approval());
    boolean has =
        rollout.spec().orders().stream()
            .anyMatch(
                order ->
                    order.verb() == Verb.APPROVE
                        && order.wave() == wave
                        && !order.actor().equals(rollout.spec().author()));
    world.check(
        "C14",
        needs,
        !needs || has,
        rollout.metadata().name() + " begins wave " + wave + " without approval");
  }

  /// C3: the wave was complete for its whole bake, and nothing speaks against it.
  private void passes(Origin origin, Decision decision) {
    Rollout rollout = decision.rollout();
    int wave = rollout.status().admitted() - 1;
    RolloutSight sight = origin.fleet().rollout(rollout.metadata().name()).orElseThrow();
    String name = rollout.metadata().name() + " leaves wave " + wave;
    List<NodeSight> failing = failures(origin.fleet(), rollout);
    long having =
        origin.fleet().nodes().values().stream()
            .filter(node -> node.carries(rollout.metadata().name()))
            .count();
    String strategy = rollout.spec().strategyName().value();
    boolean tolerates =
        strategy.equals("lenient")
            || (strategy.equals("breakglass")
                && failing.stream().noneMatch(it -> it.standing() instanceof Standing.Refused));
    world.check(
        "C3",
        !failing.isEmpty(),
        failing.size() <= having / 10 || tolerates,
        name + " although these failed: " + failing);
    if (isOrdered(rollout, Verb.PROMOTE, wave)) {
      return;
    }
    WaveStatus status = rollout.status().waves().get(wave);
    Duration bake =
        rollout.spec().strategy().waves().stream()
            .filter(it -> it.name().equals(status.name()))
            .findFirst()
            .flatMap(RolloutStrategy.Wave::bake)
            .orElse(bake(rollout, wave));
    world.check(
        "C3",
        status.completeAt().map(at -> !origin.now().isBefore(at.plus(bake))).orElse(bake.isZero()),
        name + " before its bake is over");
    List<ResourceName> members =
        wave < sight.members().size()
            ? sight.members().get(wave)
            : sight.members().stream().flatMap(List::stream).toList();
    heard(origin.fleet(), rollout, members, name);
  }

  private static Duration bake(Rollout rollout, int wave) {
    RolloutStrategy.Spec strategy = rollout.spec().strategy();
    return TrafficSteps.of(rollout).ofWave(wave) == 0
        ? strategy.bake()
        : strategy.traffic().flatMap(RolloutStrategy.Traffic::bake).orElse(strategy.bake());
  }

  private static boolean runsSomewhere(FleetSight fleet, Rollout rollout) {
    return fleet.nodes().values().stream().anyMatch(node -> runs(node, rollout));
  }

  /// C12: enough of the wave said that they run it.
  private void heard(FleetSight fleet, Rollout rollout, List<ResourceName> members, String name) {
    List<NodeSight> declared = members.stream().flatMap(it -> fleet.node(it).stream()).toList();
    world.check(
        "C12",
        declared.stream().anyMatch(node -> runs(node, rollout)),
        name + " although nobody said that they run it");
    Map<ResourceName, Long> silent =
        declared.stream()
            .filter(node -> !node.isHeard() || isLeftOut(fleet, node, rollout))
            .collect(Collectors.groupingBy(node -> node.places().cell(), Collectors.counting()));
    silent.forEach(
        (cell, count) -> {
          long all =
              fleet.nodes().values().stream().filter(it -> it.places().cell().equals(cell)).count();
          long budget =
              switch (rollout.spec().strategy().maxUnavailable()) {
                case Amount.Count(int nodes) -> nodes;
                case Amount.Percent(double percent) -> Math.max(1, (long) (percent * all / 100));
              };
          world.check(
              "C12",
              count >= budget,
              count <= budget,
              name + " although " + count + " nodes of " + cell + " are silent or left out");
        });
  }

  private static boolean isLeftOut(FleetSight fleet, NodeSight node, Rollout rollout) {
    return fleet.availability(node.name()) instanceof Availability.Busy
        && !node.carries(rollout.metadata().name());
  }

  private static boolean runs(NodeSight node, Rollout rollout) {
    return node.isHeard()
        && node.carries(rollout.metadata().name())
        && node.facts().status().flatMap(it -> it.applied()).isPresent();
  }

  private static boolean hasFailures(FleetSight fleet, Rollout rollout) {
    return !failures(fleet, rollout).isEmpty();
  }

  /// Heard nodes with the change that are not well, or refused it.
  private static List<NodeSight> failures(FleetSight fleet, Rollout rollout) {
    ResourceName name = rollout.metadata().name();
    return fleet.nodes().values().stream()
        .filter(node -> node.isHeard() && node.carries(name) && !isOnItsWayBack(node))
        .filter(
            node ->
                (node.standing() instanceof Standing.Refused
                        && node.movedBy(name)
                        && !isRetried(node, rollout))
                    || (node.isCrashLooping() && node.movedBy(name) && !isRetried(node, rollout))
                    || node.standing() instanceof Standing.Unhealthy
                    || node.facts().status().filter(it -> it.healthScore() < 50).isPresent())
        .toList();
  }

  /// What it said was about what it is returned from.
  private static boolean isOnItsWayBack(NodeSight node) {
    return node.isReturning() && node.standing() instanceof Standing.Updating;
  }

  private static boolean isRetried(NodeSight node, Rollout rollout) {
    return rollout.spec().orders().stream()
        .anyMatch(
            order ->
                order.verb() == Verb.RETRY
                    && node.facts()
                        .ref()
                        .filter(ref -> ref.issuedAt().isBefore(order.at()))
                        .isPresent());
  }

  private void serialised(FleetSight fleet, Rollout rollout) {
    for (RolloutSight older : fleet.rollouts().headMap(rollout.metadata().name()).values()) {
      boolean meets =
          older.rollout().spec().changes().stream()
              .anyMatch(
                  mine ->
                      rollout.spec().changes().stream()
                          .anyMatch(theirs -> theirs.resource().equals(mine.resource())));
      boolean isUnderWay =
          older.rollout().isActive() || older.rollout().status().phase() == Phase.ROLLING_BACK;
      world.check(
          "C10",
          meets,
          !(meets && isUnderWay),
          rollout.metadata().name() + " starts while " + older.name() + " is under way");
    }
  }

  private static boolean isOrdered(Rollout rollout, Verb verb) {
    return rollout.spec().orders().stream().anyMatch(order -> order.verb() == verb);
  }

  private static boolean isOrdered(Rollout rollout, Verb verb, int wave) {
    return rollout.spec().orders().stream()
        .anyMatch((Order order) -> order.verb() == verb && order.wave() == wave);
  }
}
