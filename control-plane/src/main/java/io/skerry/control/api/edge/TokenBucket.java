package io.skerry.control.api.edge;

import java.time.Duration;
import java.time.Instant;

/// A rate limit as a value: one call per second for ever, and `burst` calls at once after a pause.
///
/// @param credit calls that may be made now, up to `burst`
/// @param at when the credit was computed
record TokenBucket(double credit, Instant at) {

  /// Calls at once.
  static final int BURST = 5;

  /// Calls per second in the long run.
  static final double PER_SECOND = 1.0;

  /// A full bucket.
  static TokenBucket full(Instant now) {
    return new TokenBucket(BURST, now);
  }

  /// The bucket at a later time. A clock that goes back refills nothing.
  TokenBucket at(Instant now) {
    double elapsed = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
    return new TokenBucket(Math.min(BURST, credit + elapsed * PER_SECOND), now);
  }

  /// Whether a call may be made.
  boolean allows() {
    return credit >= 1;
  }

  /// The bucket after one call.
  TokenBucket spend() {
    return new TokenBucket(credit - 1, at);
  }
}
