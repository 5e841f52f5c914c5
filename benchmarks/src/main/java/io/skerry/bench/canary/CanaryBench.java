package io.skerry.bench.canary;

/// Simulates canaries whose gates are looked at after every batch: the sequential tests of
/// `policy.stats` beside the fixed threshold rule, on the same streams.
public final class CanaryBench {

  private CanaryBench() {}

  /// @param streams simulated rollouts for each line
  public static void run(int streams) {
    long start = System.nanoTime();
    System.out.printf(
        """

        alpha 1 %%; %,d streams for each line of error rates, %,d for latency; batches of 10 s, seed fixed
        sequential: red as soon as the lower confidence bound is above the tolerance, looked at after every batch
        fixed n of 1 min: rolled back when the error rate of a minute was above the limit in n minutes
        fixed, tuned: the shortest window with at most 1 %% false rollbacks in 1,000 batches, by who knows rate and traffic
        """,
        streams, LatencyTables.streams(streams));
    ErrorTables errors = new ErrorTables(streams);
    errors.falseRollbacks();
    errors.coverage();
    errors.catches();
    errors.greens();
    errors.assumptions();
    LatencyTables latency = new LatencyTables(LatencyTables.streams(streams));
    latency.falseAlarms();
    latency.catches();
    Cost.print();
    System.out.printf("%nall in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }
}
