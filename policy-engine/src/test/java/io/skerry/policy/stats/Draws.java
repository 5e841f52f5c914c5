package io.skerry.policy.stats;

import java.util.random.RandomGenerator;

/// Random counts.
public final class Draws {

  private Draws() {}

  /// How many of `n` independent requests hit, each with probability `p`: exact, by drawing the
  /// gaps between hits.
  public static long binomial(RandomGenerator random, long n, double p) {
    if (p <= 0) {
      return 0;
    }
    double logMiss = Math.log1p(-p);
    long hits = 0;
    double at = gap(random, logMiss);
    while (at <= n) {
      hits++;
      at += gap(random, logMiss);
    }
    return hits;
  }

  private static double gap(RandomGenerator random, double logMiss) {
    return 1 + Math.floor(Math.log1p(-random.nextDouble()) / logMiss);
  }
}
