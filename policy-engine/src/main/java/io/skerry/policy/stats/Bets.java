package io.skerry.policy.stats;

import java.util.Arrays;

/// Evidence about one rate: the wealth of somebody who bets against "the rate is `p`".
///
/// For a stake λ, each request multiplies the wealth by `e^(λ·hit) / (1 + p·(e^λ − 1))`. If
/// requests hit with probability `p`, that is 1 on average: a martingale, which by Ville's
/// inequality reaches `1/α` with probability at most α, at any time. Positive stakes win when the
/// rate is above `p`, negative ones when it is below. As nobody knows the best stake, the wealth is
/// spread over a fixed grid of stakes (Robbins' method of mixtures); the mixture is a martingale
/// too and loses little against the best single stake.
///
/// If the chance to hit changes from request to request, the same holds for its mean so far: the
/// price `ln(1 + p·(e^λ − 1))` is concave in `p`, so paying for the mean costs no less than paying
/// for each. This is why stakes are fixed in advance, and not drawn around the very rate that is
/// tested.
///
/// The stake is the logarithm of an odds ratio, so evidence at 0.01 % and at 10 % grows at the
/// speed of their Kullback-Leibler divergence; no variance of 1/4 is assumed.
///
/// References: Howard, Ramdas, McAuliffe, Sekhon, "Time-uniform Chernoff bounds via nonnegative
/// supermartingales", Probability Surveys 17 (2020), sub-Bernoulli case; Waudby-Smith and Ramdas,
/// "Estimating means of bounded random variables by betting", JRSS B 86 (2024).
final class Bets {

  /// Stakes 2^-10, 2^-9.5, ... 2^3, after a stake of 0 that keeps part of the wealth out of the
  /// game.
  private static final int STAKES = 28;

  /// Without a part that is never lost, a side with a million times the data of the other could
  /// veto what the other shows.
  private static final double KEPT = 0.2;

  /// e^-40 is below a double's precision.
  private static final double NOTHING = 40;

  private static final double[] STAKE = new double[STAKES];
  private static final double[] LOG_WEIGHT = new double[STAKES];
  private static final double[] GAIN = new double[STAKES];
  private static final double[] LOSS = new double[STAKES];

  static {
    double sum = 0;
    for (int i = 1; i < STAKES; i++) {
      sum += weight(exponent(i));
    }
    LOG_WEIGHT[0] = Math.log(KEPT);
    for (int i = 1; i < STAKES; i++) {
      STAKE[i] = Math.pow(2, exponent(i));
      LOG_WEIGHT[i] = Math.log((1 - KEPT) * weight(exponent(i)) / sum);
      GAIN[i] = Math.expm1(STAKE[i]);
      LOSS[i] = Math.expm1(-STAKE[i]);
    }
  }

  private Bets() {}

  /// A logarithm of wealth as a function of `p`, in nats.
  ///
  /// @param slope its first derivative
  /// @param bend its second derivative, never negative: the function is convex
  record Wealth(double log, double slope, double bend) {

    private Wealth mirrored() {
      return new Wealth(log, -slope, bend);
    }
  }

  /// Wealth from betting that the rate is above `p` (0 to 1). Never rises with `p`.
  static Wealth above(Tally tally, double p) {
    return p <= 0.5
        ? wealth(tally, p, 1, GAIN)
        : wealth(tally.mirrored(), 1 - p, -1, LOSS).mirrored();
  }

  /// Wealth from betting that the rate is below `p` (0 to 1). Never falls with `p`.
  static Wealth below(Tally tally, double p) {
    return p <= 0.5
        ? wealth(tally, p, -1, LOSS)
        : wealth(tally.mirrored(), 1 - p, 1, GAIN).mirrored();
  }

  private static Wealth wealth(Tally tally, double p, int sign, double[] factor) {
    double[] log = logs(tally, sign, prices(p, factor));
    double top = top(log);
    double sum = 0;
    double slopes = 0;
    double bends = 0;
    for (int i = 0; i < STAKES; i++) {
      if (log[i] > top - NOTHING) {
        double share = Math.exp(log[i] - top);
        double pull = factor[i] / (1 + p * factor[i]);
        double slope = -tally.samples() * pull;
        sum += share;
        slopes += share * slope;
        bends += share * (slope * slope - slope * pull);
      }
    }
    double slope = slopes / sum;
    return new Wealth(top + Math.log(sum), slope, Math.max(0, bends / sum - slope * slope));
  }

  /// The logarithms of [#above] for many numbers of hits among the same samples.
  static double[] above(long samples, long[] hits, double p) {
    return p <= 0.5
        ? wealths(samples, hits, 1, prices(p, GAIN))
        : wealths(samples, others(samples, hits), -1, prices(1 - p, LOSS));
  }

  /// The logarithms of [#below] for many numbers of hits among the same samples.
  static double[] below(long samples, long[] hits, double p) {
    return p <= 0.5
        ? wealths(samples, hits, -1, prices(p, LOSS))
        : wealths(samples, others(samples, hits), 1, prices(1 - p, GAIN));
  }

  private static double[] wealths(long samples, long[] hits, int sign, double[] price) {
    return Arrays.stream(hits)
        .mapToDouble(count -> sum(logs(new Tally(samples, count), sign, price)))
        .toArray();
  }

  private static long[] others(long samples, long[] hits) {
    return Arrays.stream(hits).map(count -> samples - count).toArray();
  }

  /// What each stake pays for every request, hit or not.
  private static double[] prices(double p, double[] factor) {
    double[] price = new double[STAKES];
    for (int i = 0; i < STAKES; i++) {
      price[i] = Math.log1p(p * factor[i]);
    }
    return price;
  }

  private static double[] logs(Tally tally, int sign, double[] price) {
    double[] log = new double[STAKES];
    for (int i = 0; i < STAKES; i++) {
      log[i] = LOG_WEIGHT[i] + sign * STAKE[i] * tally.hits() - tally.samples() * price[i];
    }
    return log;
  }

  private static double sum(double[] log) {
    double top = top(log);
    double sum = 0;
    for (double each : log) {
      sum += each > top - NOTHING ? Math.exp(each - top) : 0;
    }
    return top + Math.log(sum);
  }

  private static double top(double[] log) {
    double top = Double.NEGATIVE_INFINITY;
    for (double each : log) {
      top = Math.max(top, each);
    }
    return top;
  }

  private static double exponent(int index) {
    return -10 + (index - 1) / 2.0;
  }

  /// Half of the wealth goes to odds ratios of 1.3 to 50, which is what releases break by; the rest
  /// has heavy tails.
  private static double weight(double exponent) {
    return 1 / (1 + exponent * exponent / 4);
  }
}
