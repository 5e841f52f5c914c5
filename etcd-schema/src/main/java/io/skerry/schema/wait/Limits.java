package io.skerry.schema.wait;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Keeps the limits of waits: one thread looks at all of them again and again, and wakes who has
/// waited long enough. Safe for use by any thread.
final class Limits {

  private static final Set<Wait> WAITS = ConcurrentHashMap.newKeySet();

  static {
    Thread.ofPlatform().daemon().name("skerry-limits").start(Limits::watch);
  }

  private Limits() {}

  /// A wait that has begun. Equal to nothing but itself.
  static final class Wait {
    private final Thread thread;
    private final long endNanos;
    private volatile boolean over;

    private Wait(Thread thread, long endNanos) {
      this.thread = thread;
      this.endNanos = endNanos;
    }

    /// Whether it has taken as long as it may.
    boolean isOver() {
      return over;
    }
  }

  /// From now on `thread` is woken once it has waited for this long.
  static Wait begin(Thread thread, long nanos) {
    Wait wait = new Wait(thread, System.nanoTime() + nanos);
    WAITS.add(wait);
    return wait;
  }

  /// The wait has ended, for whatever reason.
  static void end(Wait wait) {
    WAITS.remove(wait);
  }

  private static void watch() {
    while (true) {
      LockSupport.parkNanos(Bell.TICK.toNanos());
      long now = System.nanoTime();
      for (Wait wait : WAITS) {
        if (now - wait.endNanos >= 0) {
          wait.over = true;
          LockSupport.unpark(wait.thread);
        }
      }
    }
  }
}
