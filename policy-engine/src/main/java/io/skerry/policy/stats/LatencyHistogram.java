package io.skerry.policy.stats;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;

/// Counts of requests by latency. A quantile is known only to its bucket, so what can be told apart
/// is limited by the growth between bounds: to notice a ratio `r` over a tolerance `t`, bounds must
/// grow by less than `r / (1 + t)` (1.1 is a good choice).
///
/// @param bounds upper bounds of the buckets in seconds, above 0, ascending; a request is in the
///   first bucket whose bound it does not exceed
/// @param counts one per bound, and at last the requests beyond all bounds
public record LatencyHistogram(ImmutableDoubleArray bounds, ImmutableLongArray counts) {

  public LatencyHistogram {
    if (bounds.isEmpty() || counts.length() != bounds.length() + 1) {
      throw new IllegalArgumentException(
          "counts: one more than the %d bounds, were %d"
              .formatted(bounds.length(), counts.length()));
    }
    for (int i = 0; i < bounds.length(); i++) {
      if (!(bounds.get(i) > (i == 0 ? 0 : bounds.get(i - 1)) && Double.isFinite(bounds.get(i)))) {
        throw new IllegalArgumentException("bounds: finite, above 0, ascending, were " + bounds);
      }
    }
    if (counts.stream().anyMatch(count -> count < 0)
        || counts.stream().asDoubleStream().sum() > Tally.MOST) {
      throw new IllegalArgumentException("counts: not negative, together at most " + Tally.MOST);
    }
  }

  /// Bounds that grow by a constant factor.
  ///
  /// @param first seconds
  public static ImmutableDoubleArray growing(double first, double factor, int bounds) {
    ImmutableDoubleArray.Builder all = ImmutableDoubleArray.builder(bounds);
    for (int i = 0; i < bounds; i++) {
      all.add(first * Math.pow(factor, i));
    }
    return all.build();
  }

  /// No requests yet.
  public static LatencyHistogram empty(ImmutableDoubleArray bounds) {
    return new LatencyHistogram(bounds, ImmutableLongArray.copyOf(new long[bounds.length() + 1]));
  }

  /// Both together. Their bounds must be the same.
  public LatencyHistogram plus(LatencyHistogram other) {
    requireBounds(other);
    ImmutableLongArray.Builder sum = ImmutableLongArray.builder(counts.length());
    for (int i = 0; i < counts.length(); i++) {
      sum.add(counts.get(i) + other.counts.get(i));
    }
    return new LatencyHistogram(bounds, sum.build());
  }

  /// All requests.
  public long samples() {
    return counts.stream().sum();
  }

  /// The bound of the bucket in which the quantile lies, in seconds; infinite beyond all bounds and
  /// 0 without samples.
  public double quantile(double quantile) {
    long[] slower = slower();
    double within = quantile * slower[0];
    int bucket = 1;
    while (bucket <= bounds.length() && slower[0] - slower[bucket] < within) {
      bucket++;
    }
    return slower[0] == 0 ? 0 : bound(bucket - 1);
  }

  /// Requests slower than 0, than each bound, and than infinity.
  long[] slower() {
    long[] slower = new long[counts.length() + 1];
    for (int i = counts.length() - 1; i >= 0; i--) {
      slower[i] = slower[i + 1] + counts.get(i);
    }
    return slower;
  }

  /// Bound `index`: 0 before the first, infinite after the last.
  double bound(int index) {
    if (index < 0) {
      return 0;
    }
    return index < bounds.length() ? bounds.get(index) : Double.POSITIVE_INFINITY;
  }

  void requireBounds(LatencyHistogram other) {
    if (!bounds.equals(other.bounds)) {
      throw new IllegalArgumentException("bounds differ: " + bounds + " and " + other.bounds);
    }
  }
}
