package io.skerry.agent.observe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Says when the node's time of day cannot be right: it differs from the control plane's, or, while
/// that cannot be asked, it jumped or lies before the last activation. Nothing is decided by that
/// clock; people who compare times should know. Safe for use by any thread.
public final class ClockWatch {

  /// Clocks that differ by less are called right.
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final StatusBoard board;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Reading trusted;

  /// Who said what time it is.
  private enum Source {
    START("its start"),
    CONTROL_PLANE("the control plane");

    private final String words;

    Source(String words) {
      this.words = words;
    }
  }

  /// A time of day and when it was so.
  private record Reading(Source source, Instant time, long nanos) {

    Duration ahead(Instant now, long nowNanos) {
      return Duration.between(time.plusNanos(nowNanos - nanos), now);
    }
  }

  /// @param clock the time of day
  /// @param nanos monotonic clock
  public ClockWatch(StatusBoard board, InstantSource clock, LongSupplier nanos) {
    this.board = board;
    this.clock = clock;
    this.nanos = nanos;
    this.trusted = new Reading(Source.START, clock.instant(), nanos.getAsLong());
  }

  /// The control plane said what time it is.
  public void heard(Instant time) {
    trusted = new Reading(Source.CONTROL_PLANE, time, nanos.getAsLong());
    check();
  }

  /// Compares, and raises or clears [ConditionType#CLOCK_SUSPECT].
  public void check() {
    Instant now = clock.instant();
    suspicion(now, nanos.getAsLong())
        .ifPresentOrElse(
            why -> board.raise(ConditionType.CLOCK_SUSPECT, why),
            () -> board.clear(ConditionType.CLOCK_SUSPECT));
  }

  private Optional<String> suspicion(Instant now, long nowNanos) {
    Reading reading = trusted;
    Duration ahead = reading.ahead(now, nowNanos);
    if (ahead.abs().compareTo(TOLERANCE) > 0) {
      return Optional.of(
          "the clock is %d s %s of what it should be by %s"
              .formatted(
                  ahead.abs().toSeconds(),
                  ahead.isNegative() ? "short" : "ahead",
                  reading.source().words));
    }
    return switch (reading.source()) {
      case CONTROL_PLANE -> Optional.empty();
      case START -> beforeActivation(now);
    };
  }

  private Optional<String> beforeActivation(Instant now) {
    return board
        .view()
        .version()
        .filter(version -> now.isBefore(version.appliedAt().minus(TOLERANCE)))
        .map(version -> "the clock shows a time before the activation at " + version.appliedAt());
  }
}
