package io.skerry.agent.care;

import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Says on the board that something was killed for want of memory, for a while after the last time.
/// Used by one thread.
public final class MemoryWatch {

  /// How long it is said.
  static final Duration SAID = Duration.ofMinutes(10);

  private final LongSupplier killed;
  private final StatusBoard board;
  private final LongSupplier nanos;
  private long all;
  private long last;

  /// @param killed how often that happened since it was last asked
  /// @param nanos monotonic clock
  public MemoryWatch(LongSupplier killed, StatusBoard board, LongSupplier nanos) {
    this.killed = killed;
    this.board = board;
    this.nanos = nanos;
  }

  /// Looks, and says what changed.
  public void look() {
    long more = killed.getAsLong();
    if (more > 0) {
      all += more;
      last = nanos.getAsLong();
      board.raise(
          ConditionType.OUT_OF_MEMORY,
          "within this node's memory limit %d processes were killed for want of memory since the agent started"
              .formatted(all));
    } else if (nanos.getAsLong() - last > SAID.toNanos()) {
      board.clear(ConditionType.OUT_OF_MEMORY);
    }
  }
}
