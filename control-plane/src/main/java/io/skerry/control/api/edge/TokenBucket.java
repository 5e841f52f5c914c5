package io.skerry.control.api.edge;

import java.time.Duration;
import java.time.Instant;

/// A rate limit as a value.
///
/// @param rate what it allows
/// @param credit calls that may be made now, up to `burst`
/// @param at when the credit was computed
record TokenBucket(Rate rate, double credit, Instant at) {

  /// @param burst calls at once after a pause
  /// @param perSecond calls in the long run
  record Rate(int burst, double perSecond) {}

  /// A full bucket.
  static TokenBucket full(Rate rate, Instant now) {
    return new TokenBucket(rate, rate.burst(), now);
  }

  /// The bucket at a later time. A clock that goes back refills nothing.
  TokenBucket at(Instant now) {
    double elapsed = Math.max(0, Duration.between(at, now).toMillis() / 1000.0);
    return new TokenBucket(rate, Math.min(rate.burst(), credit + elapsed * rate.perSecond()), now);
  }

  /// Whether a call may be made.
  boolean allows() {
    return credit >= 1;
  }

  /// The bucket after one call.
  TokenBucket spend() {
    return new TokenBucket(rate, credit - 1, at);
  }
}
