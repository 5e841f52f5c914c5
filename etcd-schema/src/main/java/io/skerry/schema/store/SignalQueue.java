package io.skerry.schema.store;

import io.skerry.schema.store.WatchStream.Signal;
import io.skerry.schema.wait.Bell;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A queue of signals bounded by weight, with an end. Producers never wait: the signal that does
/// not fit ends the queue, so that a consumer sees an unbroken beginning and then that more was
/// lost. Safe for use by many producers and one consumer.
final class SignalQueue {

  private record Weighed(Signal signal, long weight) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Bell changed = new Bell();
  private final Deque<Weighed> waiting = new ArrayDeque<>();
  private final long capacity;
  private long weight;
  private boolean ended;

  /// @param capacity the total weight that may wait; a single heavier signal is accepted when none
  ///   waits
  SignalQueue(long capacity) {
    this.capacity = capacity;
  }

  /// Appends a signal.
  ///
  /// @return false when the queue has ended, now or before
  boolean offer(Signal signal, long signalWeight) {
    lock.lock();
    try {
      if (ended) {
        return false;
      }
      if (!waiting.isEmpty() && weight + signalWeight > capacity) {
        finish("the consumer fell behind: " + waiting.size() + " signals waiting");
        return false;
      }
      append(new Weighed(signal, signalWeight));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Ends the queue after what already waits; later reasons are ignored.
  void end(String reason) {
    lock.lock();
    try {
      if (!ended) {
        finish(reason);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The next signal, or empty when none came in time or the end was already polled.
  Optional<Signal> poll(Duration timeout) throws InterruptedException {
    Optional<Signal> waited = take();
    return waited.isEmpty() && changed.await(timeout) ? take() : waited;
  }

  /// Whoever finds nothing hears of the next signal. After the end there is none to wait for.
  private Optional<Signal> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (ended) {
        changed.ring();
      } else if (waiting.isEmpty()) {
        changed.silence();
      }
      return Optional.ofNullable(waiting.poll()).map(this::taken);
    } finally {
      lock.unlock();
    }
  }

  private Signal taken(Weighed head) {
    weight -= head.weight();
    return head.signal();
  }

  private void finish(String reason) {
    ended = true;
    append(new Weighed(new Signal.Ended(reason), 0));
  }

  private void append(Weighed signal) {
    waiting.add(signal);
    weight += signal.weight();
    changed.ring();
  }
}
