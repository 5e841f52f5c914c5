package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.route.RequestFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Some of the latest requests: at most ten a second, the last hundred. A request that is not kept
/// costs one read of a counter. Safe for use by any thread.
public final class RequestSample {

  private static final int MOST = 100;
  private static final long APART_NANOS = 100_000_000L;

  private final AtomicLong nextNanos;
  private final Deque<RequestFacts> latest = new ArrayDeque<>();

  /// @param nowNanos by a monotonic clock
  public RequestSample(long nowNanos) {
    this.nextNanos = new AtomicLong(nowNanos);
  }

  /// A request was taken.
  ///
  /// @param request asked for only when it is kept
  public void offer(long nowNanos, Supplier<RequestFacts> request) {
    long due = nextNanos.get();
    if (nowNanos - due >= 0 && nextNanos.compareAndSet(due, nowNanos + APART_NANOS)) {
      keep(request.get());
    }
  }

  /// What is kept, the latest last.
  public List<RequestFacts> requests() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  private void keep(RequestFacts request) {
    synchronized (latest) {
      latest.addLast(request);
      if (latest.size() > MOST) {
        latest.removeFirst();
      }
    }
  }
}
