package io.skerry.bench.propagation;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One edit that is on its way to a number of nodes. Safe for use by many threads.
public final class Round {

  private final String marker;
  private final CountDownLatch last;
  private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();

  Round(String marker, int nodes) {
    this.marker = marker;
    this.last = new CountDownLatch(nodes);
  }

  /// Whether every node has applied the edit within this time.
  public boolean await(Duration patience) throws InterruptedException {
    return last.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// How many nodes have not applied it yet.
  public long missing() {
    return last.getCount();
  }

  /// When nodes applied it, in no order, by `System.nanoTime`.
  public List<Long> arrivals() {
    return List.copyOf(arrivals);
  }

  String marker() {
    return marker;
  }

  /// One more node has applied it.
  void arrived() {
    arrivals.add(System.nanoTime());
    last.countDown();
  }
}
