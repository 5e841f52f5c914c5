package io.skerry.bench.canary;

/// The fixed rule at its best: somebody knows the good error rate and the traffic, and picks the
/// shortest window that hardly ever rolls back a good version.
final class Tuning {

  private static final int LOOKS = 1000;
  private static final int MINUTE = 6;

  private Tuning() {}

  /// @param rate of a good version
  /// @param limit of the rule
  /// @param batch the canary's requests in 10 s
  /// @return whole minutes, in batches: at most 1 % false rollbacks in 1,000 batches
  static int window(double rate, double limit, long batch) {
    int window = MINUTE;
    while (falseRollback(rate, limit, batch, window) > 0.01) {
      window += MINUTE;
    }
    return window;
  }

  private static double falseRollback(double rate, double limit, long batch, int window) {
    double looks = Math.floor((double) LOOKS / window);
    return 1 - Math.pow(within(window * batch, rate, limit), looks);
  }

  /// The chance that a binomial count stays within a share of `samples`.
  private static double within(long samples, double rate, double limit) {
    double chance = Math.exp(samples * Math.log1p(-rate));
    double sum = 0;
    for (long hits = 0; hits <= limit * samples; hits++) {
      sum += chance;
      chance *= (double) (samples - hits) / (hits + 1) * rate / (1 - rate);
    }
    return sum;
  }
}
