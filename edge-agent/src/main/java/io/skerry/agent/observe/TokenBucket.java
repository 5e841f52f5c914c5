package io.skerry.agent.observe;

import java.time.Duration;

/// How soon the next report may go, so that a node stays within the rate that the control plane
/// grants: a burst, then a steady rate. Immutable.
///
/// @param tokens reports that may go at once at `atNanos`
/// @param atNanos monotonic
record TokenBucket(double tokens, long atNanos) {

  private static final double BURST = 16;
  private static final double PER_SECOND = 4.5;
  private static final double NANOS = 1e9;

  static TokenBucket full(long nowNanos) {
    return new TokenBucket(BURST, nowNanos);
  }

  /// How long to wait before the next report; zero when it may go now.
  Duration delay(long nowNanos) {
    double missing = 1 - refilled(nowNanos);
    return missing <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil(missing / PER_SECOND * NANOS));
  }

  /// After a report went.
  TokenBucket taken(long nowNanos) {
    return new TokenBucket(Math.max(0, refilled(nowNanos) - 1), nowNanos);
  }

  private double refilled(long nowNanos) {
    return Math.min(BURST, tokens + (nowNanos - atNanos) / NANOS * PER_SECOND);
  }
}
