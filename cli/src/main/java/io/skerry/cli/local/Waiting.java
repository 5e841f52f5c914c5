package io.skerry.cli.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for something to become true, with a bound.
final class Waiting {
  private static final long STEP_MILLIS = 25;

  private Waiting() {}

  /// Whether the condition came true in time.
  static boolean until(Duration patience, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return true;
  }

  /// Waits for the end of a process, however it comes; false when it still runs after that time or
  /// when the wait was interrupted.
  static boolean end(ProcessHandle process, Duration patience) {
    try {
      return until(patience, () -> !process.isAlive());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
