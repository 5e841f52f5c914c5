package io.skerry.policy.rollout;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import io.skerry.schema.model.RolloutStrategy.Spec;
import io.skerry.schema.model.RolloutStrategy.Traffic;
import io.skerry.schema.model.RolloutStrategy.Wave;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Strategies for tests: three waves, bake of one minute, deadline of ten, one node of a cell away
/// at a time.
final class Strategies {

  static final Duration BAKE = Duration.ofMinutes(1);
  static final Duration DEADLINE = Duration.ofMinutes(10);

  static final Gate REFUSALS = gate(Metric.ACK_FAILURE_RATE, 0);
  static final Gate CRASHES = gate(Metric.CRASH_LOOPS, 0);
  static final Gate HEALTH =
      new Gate(Metric.HEALTH_SCORE, Optional.empty(), Optional.of(80d), false, 1);

  private Strategies() {}

  static Gate gate(Metric metric, double max) {
    return new Gate(metric, Optional.of(max), Optional.empty(), false, 1);
  }

  static Spec standard() {
    return with(OnFailure.ROLLBACK, new Amount.Count(1), REFUSALS, CRASHES, HEALTH);
  }

  static Spec with(OnFailure onFailure, Amount maxUnavailable, Gate... gates) {
    return new Spec(
        Domain.CELL,
        List.of(),
        waves("canary", "early", "rest"),
        BAKE,
        DEADLINE,
        maxUnavailable,
        List.of(gates),
        onFailure);
  }

  /// The same with requests that move in steps of 5 %, 25 % and all.
  static Spec stepped(Gate... gates) {
    Spec spec = standard();
    return new Spec(
        spec.domain(),
        spec.order(),
        spec.waves(),
        spec.bake(),
        spec.deadline(),
        spec.maxUnavailable(),
        spec.gates(),
        spec.onFailure(),
        Optional.of(new Traffic(List.of(5d, 25d), Optional.empty(), List.of(gates))));
  }

  /// The same with cells that are taken one after the other, after an approval of the second wave.
  static Spec byCell() {
    Spec spec = standard();
    return new Spec(
        spec.domain(),
        spec.order(),
        List.of(
            new Wave(
                new ResourceName("one"),
                new RolloutStrategy.Domains(1),
                Optional.empty(),
                false,
                Optional.empty()),
            wave("rest", true)),
        spec.bake(),
        spec.deadline(),
        spec.maxUnavailable(),
        spec.gates(),
        spec.onFailure());
  }

  /// The same with an approval before the second wave.
  static Spec approved() {
    Spec spec = standard();
    List<Wave> waves =
        Stream.of("canary", "early", "rest").map(name -> wave(name, name.equals("early"))).toList();
    return new Spec(
        spec.domain(),
        spec.order(),
        waves,
        spec.bake(),
        spec.deadline(),
        spec.maxUnavailable(),
        spec.gates(),
        spec.onFailure());
  }

  private static List<Wave> waves(String... names) {
    return Stream.of(names).map(name -> wave(name, false)).toList();
  }

  private static Wave wave(String name, boolean approval) {
    return new Wave(
        new ResourceName(name),
        new Amount.Percent(100),
        Optional.empty(),
        approval,
        Optional.empty());
  }
}
