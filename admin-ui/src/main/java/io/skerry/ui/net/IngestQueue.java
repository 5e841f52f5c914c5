package io.skerry.ui.net;

import io.skerry.ui.state.StreamSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The one bounded queue between the reading threads and the drawing thread. When it is full the
/// reader waits, so the pressure reaches the server; nothing is dropped.
public final class IngestQueue {

  private final BlockingQueue<StreamSignal> queue;
  private final Duration patience;

  /// @param capacity signals kept at most
  /// @param patience how long a reader waits for room
  public IngestQueue(int capacity, Duration patience) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.patience = patience;
  }

  /// Appends a signal; waits for room.
  ///
  /// @return false when there was no room in time: the reader must give up its connection and
  ///   resume later
  public boolean offer(StreamSignal signal) throws InterruptedException {
    return queue.offer(signal, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Moves up to `max` signals into `target`, oldest first, without waiting.
  public int drainTo(List<StreamSignal> target, int max) {
    return queue.drainTo(target, max);
  }

  /// Signals waiting now.
  public int size() {
    return queue.size();
  }
}
