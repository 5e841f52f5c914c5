package io.skerry.bench.propagation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The times of a series of rounds.
public final class Quantiles {

  private final List<Duration> sorted;

  /// @param rounds at least one
  public Quantiles(List<Duration> rounds) {
    this.sorted = new ArrayList<>(rounds);
    sorted.sort(Duration::compareTo);
  }

  /// The time that the given share of the rounds did not exceed (nearest rank), in milliseconds.
  public double millis(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(0, rank - 1)).toNanos() / 1e6;
  }
}
