package io.skerry.cli.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// Starts parts again that died, with growing pauses and a bounded number of times. Runs on a
/// thread of its own from `start` to `close`.
final class Watchdog implements AutoCloseable {
  private static final int MAX_RESTARTS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Progress progress;
  private final BlockingQueue<Part> died = new LinkedBlockingQueue<>();
  private final Map<String, Integer> restarts = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("watchdog").unstarted(this::run);
  private volatile boolean closed;

  Watchdog(Progress progress) {
    this.progress = progress;
  }

  /// Watches these parts, which run.
  void start(List<Part> parts) {
    parts.forEach(this::watch);
    thread.start();
  }

  /// How often each part was started again.
  int restartsOf(Part part) {
    return restarts.getOrDefault(part.name(), 0);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void watch(Part part) {
    part.process().ifPresentOrElse(process -> follow(process, part), () -> died.add(part));
  }

  private void follow(ProcessHandle process, Part part) {
    var _ = process.onExit().thenRun(() -> died.add(part));
  }

  private void run() {
    try {
      while (!closed) {
        Part part = died.take();
        Thread.ofVirtual().name("restart-" + part.name()).start(() -> restart(part));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void restart(Part part) {
    int attempt = restarts.merge(part.name(), 1, Integer::sum);
    if (closed) {
      return;
    }
    if (attempt > MAX_RESTARTS) {
      progress.say(part.name() + " died again and is given up; log: " + part.log());
      return;
    }
    Duration pause = pause(attempt);
    progress.say(
        "%s died; starting it again in %d s (%d of %d); log: %s"
            .formatted(part.name(), pause.toSeconds(), attempt, MAX_RESTARTS, part.log()));
    try {
      Thread.sleep(pause);
      if (!closed) {
        part.start();
        progress.say(part.name() + " serves again");
        watch(part);
      }
    } catch (StepFailedException failed) {
      failed.report().forEach(progress::say);
      died.add(part);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration pause(int attempt) {
    Duration wanted = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
    return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
  }
}
