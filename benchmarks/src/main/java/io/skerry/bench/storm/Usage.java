package io.skerry.bench.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Watches how much processor time a process takes, from when it is made until it is closed.
final class Usage implements AutoCloseable {

  private static final Duration APART = Duration.ofMillis(100);
  private static final int SAMPLES_OF_A_SECOND = 10;

  private final ProcessHandle process;
  private final List<Sample> samples = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Sample(long nanos, Duration cpu) {

    double shareSince(Sample earlier) {
      return (double) cpu.minus(earlier.cpu).toNanos() / (nanos - earlier.nanos);
    }
  }

  Usage(ProcessHandle process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("usage-" + process.pid()).start(this::run);
  }

  /// Cores in use in the busiest second.
  synchronized double peak() {
    double most = 0;
    for (int i = SAMPLES_OF_A_SECOND; i < samples.size(); i++) {
      most = Math.max(most, samples.get(i).shareSince(samples.get(i - SAMPLES_OF_A_SECOND)));
    }
    return most;
  }

  /// All of its processor time.
  synchronized Duration total() {
    return samples.isEmpty()
        ? Duration.ZERO
        : samples.getLast().cpu().minus(samples.getFirst().cpu());
  }

  /// Takes no more samples; its thread ends soon.
  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      do {
        sample();
      } while (!closed.await(APART.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void sample() {
    process
        .info()
        .totalCpuDuration()
        .ifPresent(cpu -> samples.add(new Sample(System.nanoTime(), cpu)));
  }
}
