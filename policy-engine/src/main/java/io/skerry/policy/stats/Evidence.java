package io.skerry.policy.stats;

import java.util.List;
import java.util.Optional;

/// The figures behind a verdict. Numbers are finite except latencies and their bounds, which are
/// infinite when they lie beyond the histogram's last bound.
///
/// @param measure what was looked at; it gives the unit of `bounds` and `limit`
/// @param canary what the canary showed
/// @param baseline what it was compared with; empty for a limit of its own
/// @param bounds what the measure lies between
/// @param limit the most that the measure may be
/// @param worse evidence in nats (logarithm of an e-value) that the measure is above the limit;
///   enough is `ln(1/alpha)`, negative is evidence of nothing
/// @param notWorse evidence in nats that the measure is below the limit
/// @param requirement what a verdict has to rest on
public record Evidence(
    Measure measure,
    Seen canary,
    Optional<Seen> baseline,
    Interval bounds,
    double limit,
    double worse,
    double notWorse,
    Requirement requirement) {

  /// What one side showed.
  ///
  /// @param samples how many requests
  /// @param value error rate, or latency in seconds; means nothing without samples
  public record Seen(long samples, double value) {}

  /// The verdict that these figures allow.
  public Verdict verdict() {
    if (fewest() < requirement.minSamples()) {
      return new Verdict.Inconclusive(List.of(this), Reasons.tooFew(this));
    }
    double enough = requirement.alpha().threshold();
    if (worse >= enough) {
      return new Verdict.Red(List.of(this), Reasons.worse(this));
    }
    return notWorse >= enough
        ? new Verdict.Green(List.of(this), Reasons.notWorse(this))
        : new Verdict.Inconclusive(List.of(this), Reasons.undecided(this));
  }

  /// The number of samples of the side that has fewer.
  long fewest() {
    return Math.min(canary.samples(), baseline.map(Seen::samples).orElse(Long.MAX_VALUE));
  }
}
