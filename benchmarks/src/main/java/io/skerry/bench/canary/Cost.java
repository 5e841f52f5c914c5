package io.skerry.bench.canary;

import io.skerry.policy.stats.Alpha;
import io.skerry.policy.stats.ErrorRates;
import io.skerry.policy.stats.Latencies;
import io.skerry.policy.stats.LatencyHistogram;
import io.skerry.policy.stats.LatencyTraffic;
import io.skerry.policy.stats.Requirement;
import io.skerry.policy.stats.Tally;
import io.skerry.policy.stats.Verdict;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// What one verdict costs, with bounds and reason.
final class Cost {

  private static final Requirement REQUIREMENT = new Requirement(100, new Alpha(0.01));
  private static final int ROUNDS = 2000;

  private Cost() {}

  static void print() {
    Table.head(
        "Cost of one verdict with its bounds, mean of 2,000 after as many", "what", "microseconds");
    Tally canary = new Tally(10_000, 20);
    Tally baseline = new Tally(190_000, 190);
    time("error rate at most", () -> ErrorRates.atMost(canary, 0.001, REQUIREMENT).verdict());
    time(
        "error rate not worse",
        () -> ErrorRates.notWorse(canary, baseline, 0.001, REQUIREMENT).verdict());
    Tally many = new Tally(1_000_000_000_000L, 1_000_000_000);
    time(
        "error rate not worse, 1e12 each",
        () -> ErrorRates.notWorse(many, many, 0.001, REQUIREMENT).verdict());
    SplittableRandom random = new SplittableRandom(1);
    LatencyTraffic traffic =
        new LatencyTraffic(10_000, 100_000, 0.6, 1.2, LatencyTraffic.TWENTIETHS);
    LatencyHistogram slow = traffic.canary(random);
    LatencyHistogram fast = traffic.baseline(random);
    time(
        "p99 not slower, 169 buckets",
        () -> Latencies.notSlower(slow, fast, 0.99, 0.1, REQUIREMENT).verdict());
  }

  private static void time(String what, Supplier<Verdict> verdict) {
    long characters = 0;
    long start = 0;
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      start = round == 0 ? System.nanoTime() : start;
      characters += verdict.get().reason().length();
    }
    double micros = (System.nanoTime() - start) / 1e3 / ROUNDS;
    Table.line(what, characters == 0 ? "-" : String.format(Locale.ROOT, "%.0f", micros));
  }
}
