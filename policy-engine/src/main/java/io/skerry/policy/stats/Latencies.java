package io.skerry.policy.stats;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;

/// Gates on a quantile of latency, from histograms. Guarantee and assumption are those of
/// [RateDifference], for the quantile of the requests so far.
public final class Latencies {

  private Latencies() {}

  /// Is the canary's quantile at most `max` seconds? Judged at the nearest bounds of the histogram,
  /// on the cautious side: red only above the next bound up, green only below the next one down.
  ///
  /// @param quantile above 0 and below 1: 0.99 is p99
  /// @param max seconds, above 0
  public static Evidence atMost(
      LatencyHistogram canary, double quantile, double max, Requirement requirement) {
    requireAbove("max", max, 0);
    return new Evidence(
        new Measure.Latency(requireQuantile(quantile)),
        seen(canary, quantile),
        Optional.empty(),
        interval(canary, quantile, requirement.alpha()),
        max,
        SingleRate.above(slower(canary, placeAbove(canary, max)), 1 - quantile),
        SingleRate.below(slower(canary, placeBelow(canary, max)), 1 - quantile),
        requirement);
  }

  /// Is the canary's quantile at most `1 + tolerance` times the baseline's?
  ///
  /// @param quantile above 0 and below 1: 0.99 is p99
  /// @param tolerance 0 or more: 0.1 is 10 % slower
  public static Evidence notSlower(
      LatencyHistogram canary,
      LatencyHistogram baseline,
      double quantile,
      double tolerance,
      Requirement requirement) {
    requireAbove("tolerance", tolerance, -Double.MIN_VALUE);
    QuantileRatio ratio = new QuantileRatio(canary, baseline, requireQuantile(quantile));
    return new Evidence(
        new Measure.LatencyRatio(quantile),
        seen(canary, quantile),
        Optional.of(seen(baseline, quantile)),
        ratio.interval(requirement.alpha()),
        1 + tolerance,
        ratio.above(1 + tolerance),
        ratio.below(1 + tolerance),
        requirement);
  }

  /// Evidence, in nats, that the canary's quantile is above `ratio` times the baseline's.
  public static double slower(
      LatencyHistogram canary, LatencyHistogram baseline, double quantile, double ratio) {
    return new QuantileRatio(canary, baseline, requireQuantile(quantile)).above(ratio);
  }

  /// What a quantile lies between, in seconds: bounds of the histogram, 0 or infinity.
  public static Interval interval(LatencyHistogram histogram, double quantile, Alpha alpha) {
    long[] slower = histogram.slower();
    double[] above = Bets.above(slower[0], slower, 1 - requireQuantile(quantile));
    double[] below = Bets.below(slower[0], slower, 1 - quantile);
    int lower = 0;
    while (above[lower + 1] >= alpha.threshold()) {
      lower++;
    }
    int upper = 0;
    while (upper + 1 < below.length && below[upper] < alpha.threshold()) {
      upper++;
    }
    return new Interval(histogram.bound(lower - 1), histogram.bound(upper - 1));
  }

  private static Evidence.Seen seen(LatencyHistogram side, double quantile) {
    return new Evidence.Seen(side.samples(), side.quantile(quantile));
  }

  private static Tally slower(LatencyHistogram histogram, int place) {
    long[] slower = histogram.slower();
    return new Tally(slower[0], slower[place]);
  }

  private static int placeAbove(LatencyHistogram histogram, double max) {
    ImmutableDoubleArray bounds = histogram.bounds();
    int place = 1;
    while (place <= bounds.length() && bounds.get(place - 1) < max) {
      place++;
    }
    return place;
  }

  private static int placeBelow(LatencyHistogram histogram, double max) {
    ImmutableDoubleArray bounds = histogram.bounds();
    int place = 0;
    while (place < bounds.length() && bounds.get(place) <= max) {
      place++;
    }
    return place;
  }

  private static double requireQuantile(double quantile) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("quantile: above 0 and below 1, was " + quantile);
    }
    return quantile;
  }

  private static void requireAbove(String name, double value, double limit) {
    if (!(value > limit && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + ": above " + limit + " and finite, was " + value);
    }
  }
}
