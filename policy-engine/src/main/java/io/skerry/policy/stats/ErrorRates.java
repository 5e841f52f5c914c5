package io.skerry.policy.stats;

import java.util.Optional;

/// Gates on the share of failed requests.
public final class ErrorRates {

  private ErrorRates() {}

  /// Is the canary's error rate at most `max`?
  ///
  /// @param canary requests and, as hits, errors
  /// @param max 0 to 1
  public static Evidence atMost(Tally canary, double max, Requirement requirement) {
    return new Evidence(
        new Measure.ErrorRate(),
        seen(canary),
        Optional.empty(),
        SingleRate.interval(canary, requirement.alpha()),
        share("max", max),
        SingleRate.above(canary, max),
        SingleRate.below(canary, max),
        requirement);
  }

  /// Is the canary's error rate at most `tolerance` above the baseline's? With a tolerance of 0 two
  /// equal versions stay inconclusive for ever (as "not worse at all" cannot be shown); allow what
  /// would not be worth a rollback, for example 0.001.
  ///
  /// @param canary requests and, as hits, errors
  /// @param baseline the same of the version that is served beside it, over the same time and at a
  ///   constant share of the traffic: count both anew when the share changes
  /// @param tolerance 0 to 1, a difference: 0.001 is 0.1 percentage points
  public static Evidence notWorse(
      Tally canary, Tally baseline, double tolerance, Requirement requirement) {
    return new Evidence(
        new Measure.ErrorDifference(),
        seen(canary),
        Optional.of(seen(baseline)),
        RateDifference.interval(canary, baseline, requirement.alpha()),
        share("tolerance", tolerance),
        RateDifference.worse(canary, baseline, tolerance),
        RateDifference.notWorse(canary, baseline, tolerance),
        requirement);
  }

  private static Evidence.Seen seen(Tally side) {
    return new Evidence.Seen(side.samples(), side.rate());
  }

  private static double share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": 0 to 1, was " + value);
    }
    return value;
  }
}
