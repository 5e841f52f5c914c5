package io.skerry.control.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the view shows of rollouts, as metrics: how many are in which phase, and what was decided.
/// Every replica counts all decisions, whoever made them.
final class RolloutMetrics implements FleetListener {

  private final Map<Phase, Counter> decisions = new EnumMap<>(Phase.class);
  private final Counter waves;

  private RolloutMetrics(MeterRegistry meters) {
    for (Phase phase : Phase.values()) {
      decisions.put(
          phase,
          Counter.builder("skerry.rollout.decisions").tag("phase", name(phase)).register(meters));
    }
    waves = Counter.builder("skerry.rollout.waves.admitted").register(meters);
  }

  /// Registers the metrics of a view.
  static void register(FleetView view, MeterRegistry meters) {
    for (Phase phase : Phase.values()) {
      Gauge.builder("skerry.rollouts", view, it -> count(it, phase))
          .tag("phase", name(phase))
          .register(meters);
    }
    var _ = view.open(new RolloutMetrics(meters));
  }

  private static long count(FleetView view, Phase phase) {
    return view.image().rollouts().filter(it -> it.value().status().phase() == phase).count();
  }

  private static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void onDelta(FleetDelta delta) {
    for (FleetChange change : delta.changes()) {
      if (change instanceof FleetChange.OfResource of) {
        Optional<Rollout> before = rollout(of.before());
        rollout(of.after()).ifPresent(after -> before.ifPresent(it -> count(it, after)));
      }
    }
  }

  private void count(Rollout before, Rollout after) {
    Phase phase = after.status().phase();
    Counter counter = decisions.get(phase);
    if (counter != null && phase != before.status().phase()) {
      counter.increment();
    }
    waves.increment(Math.max(0, after.status().admitted() - before.status().admitted()));
  }

  private static Optional<Rollout> rollout(Optional<Versioned<Resource>> stored) {
    return stored.flatMap(
        it -> it.value() instanceof Rollout rollout ? Optional.of(rollout) : Optional.empty());
  }
}
