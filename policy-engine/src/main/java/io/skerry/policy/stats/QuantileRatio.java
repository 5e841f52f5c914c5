package io.skerry.policy.stats;

/// Anytime-valid inference on `quantile of canary / quantile of baseline` from two histograms.
///
/// A quantile lies above `x` only if more than `1 − q` of the requests are slower than `x`: each
/// question about it is one about a rate, on which each side bets as in [Bets] (fixed-quantile
/// confidence sequences: Howard and Ramdas, "Sequential estimation of quantiles with applications
/// to A/B testing and best-arm identification", Bernoulli 28, 2022). Only the bets at the true
/// quantiles must be fair, so the many buckets cost no risk. As nobody knows the baseline's bucket,
/// the one that fits "the ratio is at most r" best counts: the smallest product over all buckets.
///
/// Guarantee and assumption are those of [RateDifference], for the quantiles of the requests so
/// far. Where a quantile lies between two bounds is never assumed, so verdicts are as coarse as the
/// buckets.
final class QuantileRatio {

  /// A ratio that equals the growth between bounds up to rounding counts as equal.
  private static final double ROUNDING = 1e-9;

  /// Place 0 is latency 0, place i the histogram's bound i − 1, and the last place infinity. Bucket
  /// i is what lies between place i − 1 and place i.
  private final double[] places;

  /// Wealth at each place of betting that a side's quantile is above it, or is not.
  private final double[] canaryAbove;

  private final double[] canaryBelow;
  private final double[] baselineAbove;
  private final double[] baselineBelow;

  QuantileRatio(LatencyHistogram canary, LatencyHistogram baseline, double quantile) {
    canary.requireBounds(baseline);
    double slow = 1 - quantile;
    places = places(canary);
    canaryAbove = Bets.above(canary.samples(), canary.slower(), slow);
    canaryBelow = Bets.below(canary.samples(), canary.slower(), slow);
    baselineAbove = Bets.above(baseline.samples(), baseline.slower(), slow);
    baselineBelow = Bets.below(baseline.samples(), baseline.slower(), slow);
  }

  /// Evidence, in nats, that the ratio is above `ratio`.
  double above(double ratio) {
    double least = Double.POSITIVE_INFINITY;
    int place = 0;
    for (int bucket = 1; bucket < places.length; bucket++) {
      while (places[place] < ratio * places[bucket] * (1 - ROUNDING)) {
        place++;
      }
      least = Math.min(least, canaryAbove[place] + baselineBelow[bucket - 1]);
    }
    return least;
  }

  /// Evidence, in nats, that the ratio is at most `ratio`.
  double below(double ratio) {
    double least = Double.POSITIVE_INFINITY;
    int place = 0;
    for (int bucket = 1; bucket < places.length; bucket++) {
      while (places[place + 1] <= ratio * places[bucket - 1] * (1 + ROUNDING)) {
        place++;
      }
      least = Math.min(least, canaryBelow[place] + baselineAbove[bucket]);
    }
    return least;
  }

  /// What the ratio lies between: exactly the ratios that neither [#above] nor [#below] rule out.
  Interval interval(Alpha alpha) {
    return new Interval(lower(alpha.threshold()), upper(alpha.threshold()));
  }

  private double lower(double enough) {
    double lower = Double.POSITIVE_INFINITY;
    int place = -1;
    for (int bucket = 1; bucket < places.length; bucket++) {
      while (place + 1 < places.length
          && canaryAbove[place + 1] + baselineBelow[bucket - 1] >= enough) {
        place++;
      }
      lower = place + 1 == places.length ? lower : Math.min(lower, least(place, bucket));
    }
    return lower;
  }

  /// The canary's quantile is above `place`, the baseline's is in `bucket`.
  private double least(int place, int bucket) {
    return place <= 0 || bucket + 1 == places.length ? 0 : places[place] / places[bucket];
  }

  private double upper(double enough) {
    double upper = 0;
    int place = 0;
    for (int bucket = 1; bucket < places.length; bucket++) {
      while (place + 1 < places.length && canaryBelow[place] + baselineAbove[bucket] < enough) {
        place++;
      }
      upper = place == 0 ? upper : Math.max(upper, places[place] / places[bucket - 1]);
    }
    return upper;
  }

  private static double[] places(LatencyHistogram histogram) {
    double[] places = new double[histogram.bounds().length() + 2];
    for (int i = 0; i < places.length; i++) {
      places[i] = histogram.bound(i - 1);
    }
    return places;
  }
}
