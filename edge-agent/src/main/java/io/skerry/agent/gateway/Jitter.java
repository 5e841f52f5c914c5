package io.skerry.agent.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Spreads what many would do at the same time. Used by one thread.
///
/// @param random where the spread comes from
record Jitter(RandomGenerator random) {

  /// Milliseconds: the interval and up to a tenth more, at least 1.
  long millis(Duration interval) {
    long base = Math.max(1, interval.toMillis());
    return base + random.nextLong(base / 10 + 1);
  }

  /// Milliseconds from 1 to `most`.
  long upTo(long most) {
    return 1 + random.nextLong(Math.max(1, most));
  }
}
