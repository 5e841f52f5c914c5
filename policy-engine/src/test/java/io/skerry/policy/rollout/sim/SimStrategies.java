package io.skerry.policy.rollout.sim;

import io.skerry.policy.fixture.Fleets;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Domains;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import io.skerry.schema.model.RolloutStrategy.Wave;
import io.skerry.schema.model.TenantName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The strategies of a run: the built-in ones, and declared ones with whole cells, tolerance and
/// holding.
final class SimStrategies {

  static final List<ResourceName> NAMES =
      Stream.of("standard", "fast", "careful", "cells", "named", "lenient", "breakglass", "stepped")
          .map(ResourceName::new)
          .toList();

  private SimStrategies() {}

  static List<RolloutStrategy> all(World world) {
    return List.of(
        strategy(
            "cells",
            List.of(
                wave("one", new Domains((int) world.between(1, 2)), false),
                wave("rest", new Amount.Percent(100), world.chance(0.5))),
            new Amount.Count((int) world.between(1, 2)),
            0,
            OnFailure.HOLD),
        named(world),
        strategy(
            "lenient",
            List.of(
                wave("canary", new Amount.Count(2), false),
                wave("rest", new Amount.Percent(100), false)),
            new Amount.Percent(world.between(20, 60)),
            0.4,
            OnFailure.ROLLBACK),
        stepped(world));
  }

  /// A cell before the others.
  private static RolloutStrategy named(World world) {
    RolloutStrategy plain =
        strategy(
            "named",
            List.of(
                wave("some", new Amount.Percent(world.between(10, 60)), false),
                wave("rest", new Amount.Percent(100), false)),
            new Amount.Percent(world.between(20, 60)),
            0,
            OnFailure.ROLLBACK);
    RolloutStrategy.Spec spec = plain.spec();
    return new RolloutStrategy(
        plain.metadata(),
        new RolloutStrategy.Spec(
            spec.domain(),
            List.of("c" + world.between(0, 2)),
            spec.waves(),
            Duration.ofSeconds(20),
            spec.deadline(),
            spec.maxUnavailable(),
            spec.gates(),
            spec.onFailure()));
  }

  /// Requests move in steps of their own bake.
  private static RolloutStrategy stepped(World world) {
    RolloutStrategy plain =
        strategy(
            "stepped",
            List.of(
                wave("canary", new Amount.Count(1), false),
                wave("rest", new Amount.Percent(100), false)),
            new Amount.Percent(world.between(20, 60)),
            0,
            world.chance(0.7) ? OnFailure.ROLLBACK : OnFailure.HOLD);
    RolloutStrategy.Spec spec = plain.spec();
    return new RolloutStrategy(
        plain.metadata(),
        new RolloutStrategy.Spec(
            spec.domain(),
            spec.order(),
            spec.waves(),
            Duration.ofSeconds(5),
            spec.deadline(),
            spec.maxUnavailable(),
            spec.gates(),
            spec.onFailure(),
            Optional.of(
                new RolloutStrategy.Traffic(
                    List.of(5d, 30d, 60d),
                    Optional.of(Duration.ofSeconds(world.between(0, 15))),
                    List.of(
                        new Gate(Metric.ERROR_RATE, Optional.of(0.001), none(), false, 100),
                        new Gate(Metric.ERROR_RATE, Optional.of(0d), none(), true, 100))))));
  }

  private static RolloutStrategy strategy(
      String name, List<Wave> waves, Amount budget, double refusals, OnFailure onFailure) {
    return new RolloutStrategy(
        Fleets.metadata(name, TenantName.NONE, Map.of()),
        new RolloutStrategy.Spec(
            Domain.CELL,
            List.of(),
            waves,
            Duration.ofSeconds(45),
            Duration.ofMinutes(8),
            budget,
            List.of(
                new Gate(Metric.ACK_FAILURE_RATE, Optional.of(refusals), none(), false, 1),
                new Gate(Metric.CRASH_LOOPS, Optional.of(0d), none(), false, 1),
                new Gate(Metric.HEALTH_SCORE, none(), Optional.of(60d), false, 1)),
            onFailure));
  }

  private static Optional<Double> none() {
    return Optional.empty();
  }

  private static Wave wave(String name, RolloutStrategy.Size size, boolean approval) {
    return new Wave(new ResourceName(name), size, Optional.empty(), approval, Optional.empty());
  }
}
