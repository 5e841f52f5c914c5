package io.skerry.policy.upkeep;

import java.time.Instant;

/// Whether a node may be changed, as far as its maintenance windows and its own wish go.
public sealed interface Availability {

  /// It may.
  ///
  /// @param before until when it last could before; [Instant#MIN] when it never could
  /// @param since from when on; [Instant#MIN] for a node that always may
  record Free(Instant before, Instant since) implements Availability {

    /// For the first time.
    public Free(Instant since) {
      this(Instant.MIN, since);
    }
  }

  /// It must be left alone. Rollbacks, emergencies and a node's first snapshot go on.
  ///
  /// @param until when this is looked at again, always in the future
  /// @param why for people, such as `outside its maintenance windows`
  record Busy(Instant until, String why) implements Availability {}

  /// A node that may be changed at any time.
  Availability ALWAYS = new Free(Instant.MIN);
}
