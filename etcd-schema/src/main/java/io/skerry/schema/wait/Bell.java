package io.skerry.schema.wait;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Lets one thread wait for others, with a limit.
///
/// The platform keeps a limit with a timer that is set and taken back for every wait. In a program
/// with a thousand nodes, all of which hear of a change in the same instant, those timers cost
/// nearly as much as the change. Here one thread keeps the long limits of all waits, and looks
/// [#TICK] after [#TICK]: such a wait ends up to that much late. Limits below [#LONG] are exact.
///
/// Any number of threads may ring; one at a time may wait.
public final class Bell {

  /// The shortest limit that may end late.
  public static final Duration LONG = Duration.ofSeconds(1);

  /// How late the end of a long limit may be noticed.
  public static final Duration TICK = Duration.ofMillis(250);

  private final AtomicBoolean rung = new AtomicBoolean();
  private volatile @Nullable Thread waiting;

  /// A bell that was not rung.
  public Bell() {}

  /// Ends the wait, or the next one when nobody waits. Ringing again before that changes nothing.
  public void ring() {
    rung.set(true);
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /// Forgets that it was rung.
  public void silence() {
    rung.set(false);
  }

  /// Waits until it is rung, and silences it.
  ///
  /// @return whether it was rung; false when the limit was over before
  public boolean await(Duration limit) throws InterruptedException {
    if (rung.getAndSet(false)) {
      return true;
    }
    waiting = Thread.currentThread();
    try {
      if (limit.compareTo(LONG) < 0) {
        awaitExactly(limit);
      } else {
        awaitAbout(limit);
      }
    } finally {
      waiting = null;
    }
    return rung.getAndSet(false);
  }

  private void awaitExactly(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (long left = limit.toNanos(); left > 0 && isSilent(); left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  private void awaitAbout(Duration limit) throws InterruptedException {
    Limits.Wait wait = Limits.begin(Thread.currentThread(), limit.toNanos());
    try {
      while (!wait.isOver() && isSilent()) {
        LockSupport.park(this);
      }
    } finally {
      Limits.end(wait);
    }
  }

  private boolean isSilent() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return !rung.get();
  }
}
