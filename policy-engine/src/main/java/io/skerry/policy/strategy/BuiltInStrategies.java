package io.skerry.policy.strategy;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import io.skerry.schema.model.RolloutStrategy.Traffic;
import io.skerry.schema.model.RolloutStrategy.Wave;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The strategies that exist without being declared. Each begins with one canary node, also the one
/// for emergencies. A declared strategy of the same name takes the place of one of these.
public final class BuiltInStrategies {

  /// What a change follows when nobody chose a strategy.
  public static final ResourceName STANDARD = new ResourceName("standard");

  private static final Wave CANARY = wave("canary", new Amount.Count(1));
  private static final Wave REST = wave("rest", new Amount.Percent(100));

  private static final Gate ACKS = new Gate(Metric.ACK_FAILURE_RATE, max(0), none(), false, 1);
  private static final Gate CRASHES = new Gate(Metric.CRASH_LOOPS, max(0), none(), false, 1);
  private static final Gate HEALTH =
      new Gate(Metric.HEALTH_SCORE, none(), Optional.of(80.0), false, 1);
  private static final List<Gate> ALL_GATES = List.of(ACKS, CRASHES, HEALTH);

  private static final SortedMap<ResourceName, RolloutStrategy.Spec> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put(STANDARD, standard());
    BY_NAME.put(new ResourceName("careful"), careful());
    BY_NAME.put(new ResourceName("fast"), fast());
    BY_NAME.put(new ResourceName("breakglass"), breakglass());
  }

  private BuiltInStrategies() {}

  /// The strategy of a name.
  public static Optional<RolloutStrategy.Spec> find(ResourceName name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// The names, ordered.
  public static SortedSet<ResourceName> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  private static RolloutStrategy.Spec standard() {
    return spec(
        List.of(CANARY, percent("early", 5), percent("quarter", 25), REST),
        Duration.ofSeconds(60),
        Duration.ofMinutes(30),
        10,
        ALL_GATES,
        traffic(5));
  }

  private static RolloutStrategy.Spec careful() {
    Wave pilot =
        new Wave(
            new ResourceName("pilot"),
            new Amount.Percent(1),
            Optional.empty(),
            true,
            Optional.empty());
    return spec(
        List.of(
            CANARY, pilot, percent("early", 5), percent("quarter", 25), percent("half", 50), REST),
        Duration.ofMinutes(10),
        Duration.ofHours(2),
        5,
        ALL_GATES,
        traffic(5, 25, 50));
  }

  private static RolloutStrategy.Spec fast() {
    return spec(
        List.of(CANARY, REST),
        Duration.ofSeconds(2),
        Duration.ofMinutes(10),
        50,
        ALL_GATES,
        Optional.empty());
  }

  private static RolloutStrategy.Spec breakglass() {
    return spec(
        List.of(CANARY, REST),
        Duration.ZERO,
        Duration.ofMinutes(10),
        100,
        List.of(ACKS),
        Optional.empty());
  }

  private static RolloutStrategy.Spec spec(
      List<Wave> waves,
      Duration bake,
      Duration deadline,
      double maxUnavailable,
      List<Gate> gates,
      Optional<Traffic> traffic) {
    return new RolloutStrategy.Spec(
        Domain.CELL,
        List.of(),
        waves,
        bake,
        deadline,
        new Amount.Percent(maxUnavailable),
        gates,
        OnFailure.ROLLBACK,
        traffic);
  }

  /// A version that gets requests for the first time stays under an error rate of 0.1 % and is not
  /// above the others before it gets more.
  private static Optional<Traffic> traffic(double... steps) {
    return Optional.of(
        new Traffic(
            Arrays.stream(steps).boxed().toList(),
            Optional.empty(),
            List.of(
                new Gate(Metric.ERROR_RATE, max(0.001), none(), false, 500),
                new Gate(Metric.ERROR_RATE, max(0), none(), true, 500))));
  }

  private static Wave percent(String name, double percent) {
    return wave(name, new Amount.Percent(percent));
  }

  private static Wave wave(String name, Amount size) {
    return new Wave(new ResourceName(name), size, Optional.empty(), false, Optional.empty());
  }

  private static Optional<Double> max(double value) {
    return Optional.of(value);
  }

  private static Optional<Double> none() {
    return Optional.empty();
  }
}
