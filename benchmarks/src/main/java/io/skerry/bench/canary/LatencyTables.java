package io.skerry.bench.canary;

import com.google.common.primitives.ImmutableDoubleArray;
import io.skerry.policy.stats.Alpha;
import io.skerry.policy.stats.FixedLatency;
import io.skerry.policy.stats.LatencyHistogram;
import io.skerry.policy.stats.LatencyTraffic;
import io.skerry.policy.stats.Rule;
import io.skerry.policy.stats.SequentialLatency;
import io.skerry.policy.stats.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Latency quantiles: canary against baseline, log-normal.
final class LatencyTables {

  private static final long SEED = 20_261_121;
  private static final Alpha ALPHA = new Alpha(0.01);
  private static final double SPREAD = 0.6;

  /// The normal distribution's 99 % point.
  private static final double P99 = 2.326;

  private final int streams;

  LatencyTables(int streams) {
    this.streams = streams;
  }

  /// Latencies are drawn one by one, so there are fewer streams.
  static int streams(int streams) {
    return Math.max(1, streams / 4);
  }

  void falseAlarms() {
    Table.head(
        "Latency, equal versions, 200 looks: called slower (ratio above 1)",
        "50 : 150 requests in a batch",
        "buckets +10 %",
        "buckets +5 %");
    for (double quantile : new double[] {0.5, 0.95, 0.99}) {
      Table.line(
          "p" + Math.round(quantile * 100),
          falseAlarm(quantile, LatencyTraffic.TENTHS),
          falseAlarm(quantile, LatencyTraffic.TWENTIETHS));
    }
  }

  private String falseAlarm(double quantile, ImmutableDoubleArray bounds) {
    LatencyTraffic traffic = new LatencyTraffic(50, 150, SPREAD, 1, bounds);
    return Table.share(run(200, traffic, List.of(sequential(bounds, quantile, 1))).getFirst());
  }

  void catches() {
    Table.head(
        "Latency: canary requests until called slower, median / p90 (fixed: p99 of a minute above limit)",
        "100 : 400 requests in a batch",
        "p99 > 1",
        "p99 > 1.05",
        "p99 > 1.1",
        "p95 > 1.05",
        "p50 > 1.05",
        "fixed 1 of 1 min",
        "(false)");
    for (double slowdown : new double[] {1.2, 1.5, 2}) {
      catches(slowdown, "+10 %", LatencyTraffic.TENTHS);
      catches(slowdown, "+5 %", LatencyTraffic.TWENTIETHS);
    }
  }

  private void catches(double slowdown, String growth, ImmutableDoubleArray bounds) {
    double max = LatencyTraffic.MEDIAN * Math.exp(P99 * SPREAD) * (1 + slowdown) / 2;
    Supplier<Rule<LatencyHistogram>> fixed =
        () -> new FixedLatency(LatencyHistogram.empty(bounds), 0.99, max, 6);
    List<Trial.Stops> bad =
        run(
            400,
            new LatencyTraffic(100, 400, SPREAD, slowdown, bounds),
            List.of(
                sequential(bounds, 0.99, 1),
                sequential(bounds, 0.99, 1.05),
                sequential(bounds, 0.99, 1.1),
                sequential(bounds, 0.95, 1.05),
                sequential(bounds, 0.5, 1.05),
                fixed));
    Trial.Stops good =
        run(400, new LatencyTraffic(100, 0, SPREAD, 1, bounds), List.of(fixed)).getFirst();
    List<String> cells = new ArrayList<>();
    cells.add(String.format(Locale.ROOT, "all +%.0f %%, buckets %s", 100 * (slowdown - 1), growth));
    bad.forEach(stops -> cells.add(Table.requests(stops)));
    cells.add(Table.share(good));
    Table.line(cells.toArray(String[]::new));
  }

  private static Supplier<Rule<LatencyHistogram>> sequential(
      ImmutableDoubleArray bounds, double quantile, double ratio) {
    return () -> new SequentialLatency(LatencyHistogram.empty(bounds), quantile, ratio, ALPHA);
  }

  private List<Trial.Stops> run(
      int looks, LatencyTraffic traffic, List<Supplier<Rule<LatencyHistogram>>> rules) {
    return new Trial<LatencyHistogram>(looks, look -> traffic).run(SEED, streams, rules);
  }
}
