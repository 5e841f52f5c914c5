package io.skerry.control.rollout.evidence;

import io.skerry.policy.stats.Alpha;
import io.skerry.policy.stats.ErrorRates;
import io.skerry.policy.stats.Latencies;
import io.skerry.policy.stats.Requirement;
import io.skerry.policy.stats.Verdict;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import java.util.List;

/// One gate on two sets of requests.
///
/// @param gate on error rate or latency
/// @param canary what was served with the change
/// @param baseline what was served without
record Trial(Gate gate, Counted canary, Counted baseline) {

  private static final double P99 = 0.99;

  /// Whether both sides have as many requests as the gate asks for.
  boolean isEnough() {
    return Math.min(canary.latency().samples(), baseline.latency().samples()) >= needed();
  }

  /// What the requests say.
  Verdict verdict(Alpha alpha) {
    Requirement requirement = new Requirement(needed(), alpha);
    double max = gate.max().orElse(Double.MAX_VALUE);
    boolean errors = gate.metric() == Metric.ERROR_RATE;
    if ((errors && max >= 1) || max == Double.MAX_VALUE) {
      return new Verdict.Inconclusive(
          List.of(), gate.metric().wireName() + " needs a max" + (errors ? " below 100%" : ""));
    }
    if (errors) {
      return gate.compareToBaseline()
          ? ErrorRates.notWorse(canary.tally(), baseline.tally(), max, requirement).verdict()
          : ErrorRates.atMost(canary.tally(), max, requirement).verdict();
    }
    return gate.compareToBaseline()
        ? Latencies.notSlower(canary.latency(), baseline.latency(), P99, max, requirement).verdict()
        : Latencies.atMost(canary.latency(), P99, Math.max(max, Double.MIN_NORMAL), requirement)
            .verdict();
  }

  private long needed() {
    return Math.max(1, gate.minSamples());
  }
}
