package io.skerry.control.api.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A bounded queue whose content is handled in groups: while one is being handled, what arrives
/// waits for the next. Where things keep coming, groups start a pause apart at least, unless one is
/// full; what arrives after a longer rest waits for nothing.
///
/// Safe for use by any number of threads, which never wait; at most one task of the executor
/// handles groups.
///
/// @param <T> what is queued
final class GroupQueue<T> {

  private final Duration apart;
  private final Supplier<Group<T>> groups;
  private final Executor threads;
  private final InstantSource clock;
  private final BlockingQueue<T> queue;
  private final AtomicBoolean draining = new AtomicBoolean();
  private volatile Instant notBefore = Instant.EPOCH;

  /// What is handled together. Used by one thread.
  ///
  /// @param <T> what is queued
  interface Group<T> {

    /// Takes one more.
    void add(T item);

    /// Whether it takes no more.
    boolean isFull();

    /// Handles all of it. Called once, with at least one.
    void handle() throws InterruptedException;
  }

  /// @param capacity how many may wait
  /// @param apart the pause between the starts of two groups
  /// @param groups makes empty groups
  GroupQueue(
      int capacity,
      Duration apart,
      Supplier<Group<T>> groups,
      Executor threads,
      InstantSource clock) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.apart = apart;
    this.groups = groups;
    this.threads = threads;
    this.clock = clock;
  }

  /// @return false when too many wait
  boolean offer(T item) {
    boolean isTaken = queue.offer(item);
    if (isTaken) {
      wake();
    }
    return isTaken;
  }

  private void wake() {
    if (draining.compareAndSet(false, true)) {
      threads.execute(this::drain);
    }
  }

  private void drain() {
    try {
      for (T first = queue.poll(); first != null; first = queue.poll()) {
        Group<T> group = gather(first);
        notBefore = clock.instant().plus(apart);
        group.handle();
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } finally {
      draining.set(false);
    }
    if (!queue.isEmpty() && !Thread.currentThread().isInterrupted()) {
      wake();
    }
  }

  private Group<T> gather(T first) throws InterruptedException {
    Group<T> group = groups.get();
    group.add(first);
    while (!group.isFull()) {
      T item = queue.poll(left(), TimeUnit.NANOSECONDS);
      if (item == null) {
        break;
      }
      group.add(item);
    }
    return group;
  }

  /// Never more than the pause, whatever a clock does.
  private long left() {
    Duration left = Duration.between(clock.instant(), notBefore);
    return left.compareTo(apart) > 0 ? 0 : left.toNanos();
  }
}
