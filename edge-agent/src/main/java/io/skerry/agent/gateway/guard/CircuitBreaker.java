package io.skerry.agent.gateway.guard;

import io.skerry.schema.model.Delivery;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps requests from an upstream that fails them: after so many failures in a row none is sent
/// for a while; then one is, and decides. Also bounds how many are under way at once. Safe for use
/// by any thread; times are of one monotonic clock, in nanoseconds.
public final class CircuitBreaker {

  /// A breaker lets a request try when one comes; without any for so long, nobody can say.
  private static final long UNKNOWN_AFTER_NANOS = 60_000_000_000L;

  private final Delivery.CircuitBreaker settings;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicBoolean probing = new AtomicBoolean();
  private volatile boolean open;
  private volatile long openUntil;

  /// A closed one.
  public CircuitBreaker(Delivery.CircuitBreaker settings) {
    this.settings = settings;
  }

  /// Whether a request may be sent now. If so, exactly one of [#succeeded], [#failed] and
  /// [#abandoned] must follow.
  public boolean tryEnter(long now) {
    if (open && !maySendProbe(now)) {
      return false;
    }
    if (underWay.incrementAndGet() > settings.maxRequests()) {
      underWay.decrementAndGet();
      probing.set(false);
      return false;
    }
    return true;
  }

  /// The upstream answered.
  public void succeeded() {
    underWay.decrementAndGet();
    if (failures.get() != 0) {
      failures.set(0);
    }
    if (open) {
      open = false;
      probing.set(false);
    }
  }

  /// The upstream did not, or said that it cannot. Whether that opened the breaker.
  public boolean failed(long now) {
    underWay.decrementAndGet();
    boolean wasOpen = open;
    if (failures.incrementAndGet() >= settings.failures() || wasOpen) {
      openUntil = now + settings.openFor().toNanos();
      open = true;
    }
    probing.set(false);
    return open && !wasOpen;
  }

  /// The client went away before anything could be said of the upstream.
  public void abandoned() {
    underWay.decrementAndGet();
    probing.set(false);
  }

  /// Whether requests are kept away.
  public boolean isOpen() {
    return open;
  }

  /// Whether requests were kept away until a while ago at most, and none has succeeded since.
  public boolean isFailing(long now) {
    return open && now - openUntil < UNKNOWN_AFTER_NANOS;
  }

  private boolean maySendProbe(long now) {
    return now - openUntil >= 0 && probing.compareAndSet(false, true);
  }
}
