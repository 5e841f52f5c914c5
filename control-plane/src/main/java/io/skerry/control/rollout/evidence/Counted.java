package io.skerry.control.rollout.evidence;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import io.skerry.policy.stats.LatencyHistogram;
import io.skerry.policy.stats.Tally;
import io.skerry.schema.model.LatencyBuckets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// Requests that were counted together.
///
/// @param errors requests that failed
/// @param latency all requests
/// @param newest begin of the newest window among them
public record Counted(long errors, LatencyHistogram latency, Instant newest) {

  /// The bounds of every node's histogram, in seconds.
  public static final ImmutableDoubleArray BOUNDS =
      ImmutableDoubleArray.copyOf(
          IntStream.range(0, LatencyBuckets.BOUNDS)
              .mapToDouble(bucket -> LatencyBuckets.micros(bucket) / 1e6)
              .toArray());

  /// No request.
  public static final Counted NONE = new Counted(0, LatencyHistogram.empty(BOUNDS), Instant.EPOCH);

  /// @param pairs of a bucket and a count
  public static Counted of(long errors, List<long[]> pairs, Instant newest) {
    long[] counts = new long[LatencyBuckets.BUCKETS];
    pairs.forEach(pair -> counts[(int) pair[0]] += pair[1]);
    return new Counted(
        errors, new LatencyHistogram(BOUNDS, ImmutableLongArray.copyOf(counts)), newest);
  }

  /// All of them together.
  public static Counted sum(Collection<Counted> parts) {
    return parts.stream().reduce(NONE, Counted::plus);
  }

  /// Both together.
  public Counted plus(Counted other) {
    return new Counted(
        errors + other.errors,
        latency.plus(other.latency),
        newest.isAfter(other.newest) ? newest : other.newest);
  }

  /// Requests and, as hits, errors.
  public Tally tally() {
    long samples = latency.samples();
    return new Tally(samples, Math.min(errors, samples));
  }
}
