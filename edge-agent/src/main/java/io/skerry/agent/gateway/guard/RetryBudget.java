package io.skerry.agent.gateway.guard;

import java.util.concurrent.atomic.AtomicInteger;

/// How many retries a service may have: a share of its requests, so that retries cannot multiply
/// the load of an upstream in trouble. A few are free, for services with few requests. Safe for use
/// by any thread.
public final class RetryBudget {

  private static final int ONE = 100;
  private static final int MOST = 10 * ONE;

  private final int percent;
  private final AtomicInteger saved;

  /// @param percent retries in a hundred requests, 0 to 100; 0 allows none
  public RetryBudget(int percent) {
    this.percent = percent;
    this.saved = new AtomicInteger(percent == 0 ? 0 : MOST);
  }

  /// A request was received.
  public void earn() {
    int now = saved.get();
    if (now < MOST) {
      saved.compareAndSet(now, Math.min(MOST, now + percent));
    }
  }

  /// Whether one more may be made; counts it if so.
  public boolean trySpend() {
    return saved.getAndUpdate(now -> now >= ONE ? now - ONE : now) >= ONE;
  }
}
