package io.skerry.policy.stats;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Log-normal latencies, the canary's slower by a factor.
///
/// @param canary requests in a batch
/// @param baseline requests in a batch
/// @param spread standard deviation of the logarithm; the median is 20 ms
/// @param slowdown every canary request takes this many times as long
/// @param bounds of the histograms
public record LatencyTraffic(
    long canary, long baseline, double spread, double slowdown, ImmutableDoubleArray bounds)
    implements Trial.Traffic<LatencyHistogram> {

  /// Median of the baseline, in seconds.
  public static final double MEDIAN = 0.020;

  /// 1 ms to 3.4 s, growing by a tenth.
  public static final ImmutableDoubleArray TENTHS = LatencyHistogram.growing(0.001, 1.1, 86);

  /// 1 ms to 3.4 s, growing by a twentieth.
  public static final ImmutableDoubleArray TWENTIETHS = LatencyHistogram.growing(0.001, 1.05, 168);

  @Override
  public LatencyHistogram canary(RandomGenerator random) {
    return draw(random, canary, MEDIAN * slowdown);
  }

  @Override
  public LatencyHistogram baseline(RandomGenerator random) {
    return draw(random, baseline, MEDIAN);
  }

  @Override
  public long requests() {
    return canary;
  }

  private LatencyHistogram draw(RandomGenerator random, long requests, double median) {
    double[] edges = bounds.toArray();
    long[] counts = new long[edges.length + 1];
    for (long i = 0; i < requests; i++) {
      int found = Arrays.binarySearch(edges, median * Math.exp(spread * random.nextGaussian()));
      counts[found < 0 ? -found - 1 : found]++;
    }
    return new LatencyHistogram(bounds, ImmutableLongArray.copyOf(counts));
  }
}
