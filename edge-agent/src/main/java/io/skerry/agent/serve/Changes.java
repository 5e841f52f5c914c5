package io.skerry.agent.serve;

import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Lets readers wait until something else is served. Safe for use by any number of threads.
final class Changes {

  private final Supplier<ConfigView> served;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  /// @param nanos monotonic clock
  Changes(Supplier<ConfigView> served, LongSupplier nanos) {
    this.served = served;
    this.nanos = nanos;
  }

  /// Something else is served.
  void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Nobody waits from now on.
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether readers should come back later.
  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /// The first view that is not of snapshot `since`, or the one that is served when the time is
  /// over.
  ///
  /// @param since empty for a node that served nothing
  ConfigView await(Optional<Digest> since, Duration longest) throws InterruptedException {
    long deadline = nanos.getAsLong() + longest.toNanos();
    lock.lock();
    try {
      ConfigView view = served.get();
      long left = deadline - nanos.getAsLong();
      while (left > 0 && !ended && snapshot(view).equals(since)) {
        boolean inTime = changed.await(left, TimeUnit.NANOSECONDS);
        view = served.get();
        left = inTime ? deadline - nanos.getAsLong() : 0;
      }
      return view;
    } finally {
      lock.unlock();
    }
  }

  static Optional<Digest> snapshot(ConfigView view) {
    return view.version().map(ConfigView.Version::snapshot);
  }
}
