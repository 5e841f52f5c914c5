package io.skerry.ui.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Full-jitter back-off: the n-th wait is uniform between zero and `min(cap, first * 2^n)`, and
/// never under [#FLOOR]. Not thread-safe.
public final class Backoff {

  /// The shortest wait.
  public static final Duration FLOOR = Duration.ofMillis(50);

  private static final int MAX_SHIFT = 20;

  private final Duration first;
  private final Duration cap;
  private final RandomGenerator random;
  private int attempt;

  public Backoff(Duration first, Duration cap, RandomGenerator random) {
    this.first = first;
    this.cap = cap;
    this.random = random;
  }

  /// How long to wait before the next attempt.
  public Duration next() {
    long ceiling = Math.min(cap.toMillis(), first.toMillis() << Math.min(attempt, MAX_SHIFT));
    attempt++;
    return Duration.ofMillis(Math.max(FLOOR.toMillis(), random.nextLong(ceiling + 1)));
  }

  /// Starts over, after a success.
  public void reset() {
    attempt = 0;
  }
}
