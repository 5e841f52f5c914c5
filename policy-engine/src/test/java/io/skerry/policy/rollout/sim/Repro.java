package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.Simulation.Result;
import java.util.Locale;

/// How to see a failure again.
final class Repro {

  private Repro() {}

  /// What failed, and the command that repeats it.
  static String of(Result result) {
    return "%s after %d events; again with%n  ./mvnw -pl policy-engine test -Dtest=RolloutSimulation#again -Dskerry.simulation.seed=%d -Dskerry.simulation.mode=%s"
        .formatted(
            result.violation().map(Violation::getMessage).orElse("nothing"),
            result.events(),
            result.seed(),
            result.mode().name().toLowerCase(Locale.ROOT));
  }

  /// The same with what happened before.
  static String story(Result result) {
    return of(result) + System.lineSeparator() + String.join(System.lineSeparator(), result.past());
  }
}
