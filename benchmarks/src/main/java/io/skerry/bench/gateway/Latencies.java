package io.skerry.bench.gateway;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/// How requests went.
final class Latencies {

  private final long[] sorted;
  private final long failed;
  private final Set<String> snapshots;

  /// @param nanos how long each took that was answered well
  /// @param failed how many were not
  /// @param snapshots which their answers named
  Latencies(LongStream nanos, long failed, Set<String> snapshots) {
    this.sorted = nanos.sorted().toArray();
    this.failed = failed;
    this.snapshots = Set.copyOf(snapshots);
  }

  /// Several stretches as one.
  static Latencies together(List<Latencies> parts) {
    Set<String> snapshots = new HashSet<>();
    parts.forEach(part -> snapshots.addAll(part.snapshots));
    return new Latencies(
        parts.stream().flatMapToLong(part -> Arrays.stream(part.sorted)),
        parts.stream().mapToLong(Latencies::failed).sum(),
        snapshots);
  }

  /// Milliseconds that this share of the requests did not exceed (nearest rank).
  double quantile(double share) {
    if (sorted.length == 0) {
      throw new IllegalStateException("no request was answered");
    }
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
  }

  /// Requests without an answer, or with another one than 200.
  long failed() {
    return failed;
  }

  /// By how many snapshots requests were answered.
  int snapshots() {
    return snapshots.size();
  }

  /// This, if no request failed.
  Latencies orThrow() {
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests failed");
    }
    return this;
  }
}
