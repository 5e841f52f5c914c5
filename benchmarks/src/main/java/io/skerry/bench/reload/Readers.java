package io.skerry.bench.reload;

import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigView;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// One thread that asks for configuration as requests do: it takes the view once and reads ten
/// policies of it. Remembers how long each request took.
final class Readers {

  private static final int POLICIES = 10;
  private static final int MOST = 4_000_000;

  private final StatusBoard board;
  private final long[] nanos = new long[MOST];
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Thread thread;
  private int count;
  private long found;

  Readers(StatusBoard board) {
    this.board = board;
    this.thread = Thread.ofPlatform().name("bench-reader").start(this::run);
  }

  private void run() {
    String[] names = new String[POLICIES];
    Arrays.setAll(names, SampleSnapshot::name);
    while (!stopped.get() && count < MOST) {
      long start = System.nanoTime();
      ConfigView view = board.view();
      for (String name : names) {
        found += view.get("bench", "bench", name).map(ConfigEntry.Policy::priority).orElse(0);
      }
      nanos[count++] = System.nanoTime() - start;
      // A request every few microseconds, not a loop that starves the node.
      Thread.onSpinWait();
      if (count % 64 == 0) {
        LockSupport.parkNanos(1_000);
      }
    }
  }

  /// Ends the thread; what it measured can be read afterwards.
  void finish() throws InterruptedException {
    stopped.set(true);
    thread.join();
    Arrays.sort(nanos, 0, count);
    if (found == 0) {
      throw new IllegalStateException("nothing was read");
    }
  }

  int requests() {
    return count;
  }

  /// In microseconds.
  double quantile(double share) {
    return nanos[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e3;
  }

  double longest() {
    return nanos[Math.max(0, count - 1)] / 1e3;
  }
}
