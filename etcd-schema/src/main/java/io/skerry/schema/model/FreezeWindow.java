package io.skerry.schema.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A time during which no rollout moves forward. Serving and rollbacks go on.
///
/// @param metadata cluster-scoped
/// @param spec what was declared
public record FreezeWindow(Metadata metadata, Spec spec) implements Resource {

  /// @param when the times
  /// @param reason shown wherever something waits for the end of the window; may be empty
  public record Spec(When when, String reason) {}

  /// The times of a window.
  public sealed interface When {

    /// Again and again.
    ///
    /// @param cron when each begins: minute, hour, day of month, month, day of week
    /// @param timeZone whose clocks the expression speaks of; a beginning that a change of the
    ///   clocks skips is at the change
    /// @param duration of each, by a clock that never changes
    record Recurring(String cron, ZoneId timeZone, Duration duration) implements When {}

    /// One time.
    ///
    /// @param from inclusive
    /// @param until exclusive, after `from`
    record Once(Instant from, Instant until) implements When {}
  }
}
