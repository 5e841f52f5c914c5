package io.skerry.control.history.traffic;

import java.time.Duration;

/// What keeps measurements small. Blocks for a bounded time; every method throws [HistoryException]
/// when the database is away.
public interface TrafficUpkeep {

  /// Sums windows into longer ones: what was added since the last time, each exactly once, whoever
  /// does it.
  ///
  /// @param seconds the longer windows: 60 or 3600
  void sum(int seconds);

  /// Forgets what is over its time and was summed before.
  ///
  /// @return whether there may be more to forget
  boolean forget(Retention retention);

  /// How long measurements are kept.
  ///
  /// @param windows of ten seconds, which gates need
  /// @param minutes sums by the minute
  /// @param hours sums by the hour
  /// @param nodes what each node said by the minute
  record Retention(Duration windows, Duration minutes, Duration hours, Duration nodes) {}
}
