package io.skerry.agent.sync;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks of a node.
///
/// @param clock the time of day, for people; never decides anything
/// @param nanos monotonic, for durations
public record Timing(InstantSource clock, LongSupplier nanos) {

  /// Whole microseconds since an earlier reading of [#nanos], never negative.
  long microsSince(long earlier) {
    return Math.max(0, (nanos.getAsLong() - earlier) / 1_000);
  }
}
