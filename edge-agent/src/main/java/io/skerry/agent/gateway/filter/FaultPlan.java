package io.skerry.agent.gateway.filter;

import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.schema.model.PolicyConfig;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// Trouble on purpose.
///
/// @param config which trouble, and how often
public record FaultPlan(PolicyConfig.Fault config) {

  private static final double PERCENT = 100;

  /// What is done to a request.
  public sealed interface Trouble {

    /// Nothing.
    record None() implements Trouble {}

    /// @param status it is answered with
    record Abort(int status) implements Trouble {}

    /// @param duration it is held up
    record Delay(Duration duration) implements Trouble {}
  }

  private static final Trouble NONE = new Trouble.None();

  /// Decides with two draws at most.
  ///
  /// @param chance uniform in [0, 1)
  public Trouble decide(RequestFacts request, DoubleSupplier chance) {
    if (config.header().isPresent() && request.header(config.header().get()).isEmpty()) {
      return NONE;
    }
    if (happens(config.abortPercent(), chance)) {
      return new Trouble.Abort(config.abortStatus());
    }
    return happens(config.delayPercent(), chance) ? new Trouble.Delay(config.delay()) : NONE;
  }

  private static boolean happens(double percent, DoubleSupplier chance) {
    return percent > 0 && chance.getAsDouble() * PERCENT < percent;
  }
}
