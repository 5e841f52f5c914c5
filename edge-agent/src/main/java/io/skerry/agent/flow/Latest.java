package io.skerry.agent.flow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Holds one value for one consumer: a newer value replaces an older one that was not taken yet.
/// Any number of producers, which never wait.
///
/// @param <T> what is handed over
public final class Latest<T> {

  private final AtomicReference<@Nullable T> slot = new AtomicReference<>();
  private final Semaphore filled = new Semaphore(0);

  /// An empty slot.
  public Latest() {}

  /// Puts a value in place of whatever is there.
  public void offer(T value) {
    if (slot.getAndSet(value) == null) {
      filled.release();
    }
  }

  /// Takes the value, waiting up to `timeout` for one.
  public Optional<T> poll(Duration timeout) throws InterruptedException {
    return filled.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)
        ? Optional.ofNullable(slot.getAndSet(null))
        : Optional.empty();
  }
}
