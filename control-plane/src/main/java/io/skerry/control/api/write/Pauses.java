package io.skerry.control.api.write;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// The pauses between attempts: exponential with full jitter, at most 100 ms each.
@ApplicationScoped
public class Pauses {

  private static final long FIRST_NANOS = Duration.ofMillis(2).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMillis(100).toNanos();

  private final RandomGenerator random;

  @Inject
  Pauses(RandomGenerator random) {
    this.random = random;
  }

  /// Blocks before the given attempt, the first retry being attempt 1.
  public void beforeAttempt(int attempt) {
    long bound = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(attempt, 16));
    LockSupport.parkNanos(random.nextLong(bound) + 1);
  }
}
