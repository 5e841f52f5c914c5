package io.skerry.policy.check;

import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.RolloutStrategy.Traffic;
import java.util.ArrayList;
import java.util.List;

/// What the traffic steps of a strategy must satisfy.
final class TrafficChecks {

  private static final String RESERVED = "traffic-";

  private TrafficChecks() {}

  static List<FieldError> errors(RolloutStrategy.Spec spec, Traffic traffic) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 1; i < traffic.steps().size(); i++) {
      if (traffic.steps().get(i) <= traffic.steps().get(i - 1)) {
        errors.add(
            new FieldError(
                "spec.traffic.steps[" + i + "]", "must be above the step before it: steps grow"));
      }
    }
    for (int i = 0; i < spec.waves().size(); i++) {
      if (spec.waves().get(i).name().value().startsWith(RESERVED)) {
        errors.add(
            new FieldError(
                "spec.waves[" + i + "].name",
                "must not begin with " + RESERVED + ", as the waves of traffic steps do"));
      }
    }
    for (int i = 0; i < traffic.gates().size(); i++) {
      gate(traffic, traffic.gates().get(i), "spec.traffic.gates[" + i + "]", errors);
    }
    return errors;
  }

  private static void gate(Traffic traffic, Gate gate, String field, List<FieldError> errors) {
    boolean isOfRequests =
        switch (gate.metric()) {
          case ERROR_RATE, LATENCY_P99 -> true;
          case ACK_FAILURE_RATE, HEALTH_SCORE, CRASH_LOOPS -> false;
        };
    if (!isOfRequests) {
      errors.add(
          new FieldError(
              field + ".metric",
              "must be errorRate or latencyP99, which versions have; put gates on nodes into"
                  + " spec.gates"));
    }
    if (gate.max().isEmpty()) {
      errors.add(new FieldError(field + ".max", "is needed: the most that a version may have"));
    }
    if (isEquality(gate) && traffic.gates().stream().noneMatch(it -> shows(it, gate.metric()))) {
      errors.add(
          new FieldError(
              field + ".max",
              "of 0 against the baseline can never be shown to hold, only to be broken: add a gate"
                  + " on "
                  + gate.metric().wireName()
                  + " that can"));
    }
  }

  private static boolean isEquality(Gate gate) {
    return gate.compareToBaseline() && gate.max().filter(max -> max == 0).isPresent();
  }

  private static boolean shows(Gate gate, Metric metric) {
    return gate.metric() == metric && !isEquality(gate);
  }
}
