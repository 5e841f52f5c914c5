package io.skerry.schema.store;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Pauses between tries: exponential with full jitter, so that a fleet that lost its store at one
/// moment does not come back at one moment. Each pause is uniform between zero and a ceiling, which
/// doubles from `first` to `most`. Not safe for use by several threads.
public final class Backoff {

  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;
  private Duration ceiling;

  /// @param first the ceiling of the first pause, more than zero
  /// @param most the ceiling of every later pause, at least `first`
  /// @param random the source of jitter
  public Backoff(Duration first, Duration most, RandomGenerator random) {
    if (first.isZero() || first.isNegative() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("backoff needs 0 < first <= most");
    }
    this.first = first;
    this.most = most;
    this.random = random;
    this.ceiling = first;
  }

  /// The next pause.
  public Duration next() {
    Duration pause = Duration.ofNanos(random.nextLong(ceiling.toNanos() + 1));
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(most) < 0 ? doubled : most;
    return pause;
  }

  /// Starts again from `first`.
  public void reset() {
    ceiling = first;
  }
}
