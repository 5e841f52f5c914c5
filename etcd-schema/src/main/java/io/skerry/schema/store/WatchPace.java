package io.skerry.schema.store;

import java.time.Duration;

/// The times a [WatchLoop] lives by.
///
/// @param silence how long a stream may say nothing before it is asked whether it lives; each time
///   up to a fifth less
/// @param answer how long it may take to answer that, or to be accepted at first
/// @param resync how often the range is listed again although nothing seems wrong, as a net under
///   faults that no stream shows; each time up to a fifth later
/// @param stable how long a stream must have lived for the next pause to be short again
/// @param firstPause the longest first pause after a failure
/// @param longestPause the longest pause of all
public record WatchPace(
    Duration silence,
    Duration answer,
    Duration resync,
    Duration stable,
    Duration firstPause,
    Duration longestPause) {

  /// Notices a dead link within 14 s, and is back 4 s after the store at the latest.
  public static final WatchPace DEFAULT =
      new WatchPace(
          Duration.ofSeconds(9),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofSeconds(10),
          Duration.ofMillis(400),
          Duration.ofSeconds(4));
}
