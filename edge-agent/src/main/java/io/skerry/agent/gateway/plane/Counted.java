package io.skerry.agent.gateway.plane;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the users of something that is released when the last one is done. Whoever makes it is
/// its first user. Safe for use by any thread.
final class Counted {

  private final AtomicInteger users = new AtomicInteger(1);
  private final Runnable release;

  Counted(Runnable release) {
    this.release = release;
  }

  /// One more user; false when it was released already.
  boolean tryEnter() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  /// One user less.
  void leave() {
    if (users.decrementAndGet() == 0) {
      release.run();
    }
  }

  boolean isReleased() {
    return users.get() <= 0;
  }
}
