package io.skerry.agent.flow;

import io.skerry.schema.wait.Bell;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Holds one value for one consumer: a newer value replaces an older one that was not taken yet.
/// Any number of producers, which never wait.
///
/// @param <T> what is handed over
public final class Latest<T> {

  private final AtomicReference<@Nullable T> slot = new AtomicReference<>();
  private final Bell filled = new Bell();

  /// An empty slot.
  public Latest() {}

  /// Puts a value in place of whatever is there.
  public void offer(T value) {
    if (slot.getAndSet(value) == null) {
      filled.ring();
    }
  }

  /// Takes the value, waiting up to `timeout` for one; a long wait may end as late as one of
  /// [Bell#await].
  public Optional<T> poll(Duration timeout) throws InterruptedException {
    return filled.await(timeout) ? Optional.ofNullable(slot.getAndSet(null)) : Optional.empty();
  }
}
