package io.skerry.agent.gateway.guard;

import java.util.concurrent.atomic.AtomicLong;

/// A rate with a burst, as one number: the time at which everything let through so far would be
/// paid for (the generic cell rate algorithm). Safe for use by any thread; times are of one
/// monotonic clock, in nanoseconds.
public final class RateLimit {

  private static final double NANOS = 1e9;

  private final long interval;
  private final long tolerance;
  private final AtomicLong paidUntil;

  /// @param perSecond above 0
  /// @param burst how many may come at once, at least 1
  /// @param now the present time
  public RateLimit(double perSecond, int burst, long now) {
    this.interval = Math.max(1, Math.round(NANOS / perSecond));
    this.tolerance = interval * (burst - 1L);
    this.paidUntil = new AtomicLong(now);
  }

  /// Lets one through, or says how long to wait: 0 or more nanoseconds, 0 when it was let through.
  public long waitNanos(long now) {
    while (true) {
      long before = paidUntil.get();
      long base = before - now > 0 ? before : now;
      long early = base - now - tolerance;
      if (early > 0) {
        return early;
      }
      if (paidUntil.compareAndSet(before, base + interval)) {
        return 0;
      }
    }
  }
}
