package io.skerry.policy.freeze;

import java.time.Instant;
import java.util.Optional;

/// Whether changes are frozen. Freezing stops changes, never serving, and never a rollback.
///
/// @param active why nothing moves forward now; empty when changes may go on
/// @param until when the freeze ends, as far as that is known
/// @param thawed when the last freeze ended: waves have their whole deadline from then on
public record Freeze(Optional<String> active, Optional<Instant> until, Instant thawed) {

  /// There was never a freeze.
  public static final Freeze NONE = new Freeze(Optional.empty(), Optional.empty(), Instant.MIN);

  /// Whether nothing moves forward now.
  public boolean isActive() {
    return active.isPresent();
  }
}
