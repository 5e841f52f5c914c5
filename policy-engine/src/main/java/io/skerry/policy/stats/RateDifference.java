package io.skerry.policy.stats;

/// Anytime-valid inference on `rate of canary − rate of baseline`.
///
/// Each side bets as in [Bets]: the canary that its rate is above `m + d`, the baseline that its
/// own is below `m`. The product of the two is a martingale if those are the true rates, in
/// whatever order the two sides' requests came. As `m` is not known, the smallest product over all
/// `m` counts: it is below the true one, so an e-process for "the difference is at most `d`"
/// (universal inference: Wasserman, Ramdas, Balakrishnan, PNAS 117, 2020; for two proportions
/// compare Turner, Ly, Grünwald, "Generic E-variables for exact sequential k-sample tests", 2024).
/// Both factors are convex in `m`, so the smallest is found exactly.
///
/// **Guarantee.** If in truth the difference is at most `d`, then [#worse] ever reaches `ln(1/α)`,
/// at any of any number of looks, with probability at most α. The same for [#notWorse] if it is at
/// least `d`, and for each end of [#interval].
///
/// **Assumption.** Rates may differ by node and change with time: the "rate" of a side is then the
/// mean, over its requests so far, of each request's chance to fail given everything before it.
/// Requests of a side need not be independent beyond that. What breaks it: a changing traffic share
/// while the common rate changes too (the two means then average over different times; so start
/// counting anew at each step of traffic), sides with different kinds of nodes or users, and faults
/// that hit one side's nodes by chance (they are a real difference, only not the version's).
public final class RateDifference {

  private RateDifference() {}

  /// Evidence, in nats, that the canary's rate is above the baseline's by more than `difference`
  /// (−1 to 1).
  public static double worse(Tally canary, Tally baseline, double difference) {
    return evidence(canary, baseline, difference).log();
  }

  /// Evidence, in nats, that the canary's rate is above the baseline's by less than `difference`
  /// (−1 to 1).
  public static double notWorse(Tally canary, Tally baseline, double difference) {
    return evidence(baseline, canary, -difference).log();
  }

  /// What the difference lies between.
  public static Interval interval(Tally canary, Tally baseline, Alpha alpha) {
    return new Interval(lower(canary, baseline, alpha), -lower(baseline, canary, alpha));
  }

  private static double lower(Tally high, Tally low, Alpha alpha) {
    double observed = high.rate() - low.rate();
    double start = observed - Math.sqrt(2 * alpha.threshold() * (variance(high) + variance(low)));
    return Root.of(d -> SingleRate.shortfall(evidence(high, low, d), alpha), -1, observed, start);
  }

  /// Of the observed rate, by a count that is never certain.
  private static double variance(Tally tally) {
    double samples = tally.samples() + 2.0;
    double rate = (tally.hits() + 1) / samples;
    return rate * (1 - rate) / samples;
  }

  /// The smallest product over all rates that differ by `difference`, with its slope in it.
  private static Bets.Wealth evidence(Tally high, Tally low, double difference) {
    double from = Math.max(0, -difference);
    double to = Math.min(1, 1 - difference);
    double worst =
        Root.of(m -> slope(high, low, m, difference), from, to, start(high, low, difference));
    Bets.Wealth above = Bets.above(high, rate(worst + difference));
    return new Bets.Wealth(
        above.log() + Bets.below(low, rate(worst)).log(), above.slope(), above.bend());
  }

  private static Root.Point slope(Tally high, Tally low, double m, double difference) {
    Bets.Wealth above = Bets.above(high, rate(m + difference));
    Bets.Wealth below = Bets.below(low, rate(m));
    double slope = above.slope() + below.slope();
    double bend = above.bend() + below.bend();
    return new Root.Point(slope, bend, slope * slope <= 2 * bend * Root.EXACT);
  }

  /// Near the most likely pair of rates: the pooled one.
  private static double start(Tally high, Tally low, double difference) {
    double all = (double) high.samples() + low.samples();
    return all == 0 ? 0 : (high.hits() + low.hits() - difference * high.samples()) / all;
  }

  private static double rate(double value) {
    return Math.clamp(value, 0.0, 1.0);
  }
}
