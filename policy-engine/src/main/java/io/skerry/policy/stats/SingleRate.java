package io.skerry.policy.stats;

/// Anytime-valid inference on one rate: the bets of [Bets] against a fixed limit. The guarantee and
/// the assumption are those of [RateDifference], without a second side to be compared with.
public final class SingleRate {

  private SingleRate() {}

  /// Evidence, in nats, that the rate is above `limit` (0 to 1).
  public static double above(Tally tally, double limit) {
    return Bets.above(tally, limit).log();
  }

  /// Evidence, in nats, that the rate is below `limit` (0 to 1).
  public static double below(Tally tally, double limit) {
    return Bets.below(tally, limit).log();
  }

  /// What the rate lies between.
  public static Interval interval(Tally tally, Alpha alpha) {
    return new Interval(lower(tally, alpha), 1 - lower(tally.mirrored(), alpha));
  }

  private static double lower(Tally tally, Alpha alpha) {
    return Root.of(p -> shortfall(Bets.above(tally, p), alpha), 0, tally.rate(), tally.rate() / 2);
  }

  /// How far the evidence is from being enough: zero at the end of a confidence interval.
  static Root.Point shortfall(Bets.Wealth wealth, Alpha alpha) {
    double missing = alpha.threshold() - wealth.log();
    return new Root.Point(missing, -wealth.slope(), Math.abs(missing) < Root.EXACT);
  }
}
