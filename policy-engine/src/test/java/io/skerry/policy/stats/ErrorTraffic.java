package io.skerry.policy.stats;

import java.util.random.RandomGenerator;

/// What arrives in one batch: requests of each side, and the chance of each to fail.
///
/// @param canary requests
/// @param canaryRate 0 to 1
/// @param baseline requests
/// @param baselineRate 0 to 1
public record ErrorTraffic(long canary, double canaryRate, long baseline, double baselineRate)
    implements Trial.Traffic<Tally> {

  @Override
  public Tally canary(RandomGenerator random) {
    return new Tally(canary, Draws.binomial(random, canary, canaryRate));
  }

  @Override
  public Tally baseline(RandomGenerator random) {
    return new Tally(baseline, Draws.binomial(random, baseline, baselineRate));
  }

  @Override
  public long requests() {
    return canary;
  }

  /// The same at a time when everything fails `factor` times as often.
  public ErrorTraffic times(double factor) {
    return new ErrorTraffic(canary, canaryRate * factor, baseline, baselineRate * factor);
  }
}
