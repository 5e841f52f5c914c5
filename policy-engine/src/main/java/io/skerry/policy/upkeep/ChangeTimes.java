package io.skerry.policy.upkeep;

import io.skerry.policy.freeze.Opening;
import io.skerry.schema.model.NodeStatus.Deferral;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a node may be changed: inside one of its maintenance windows, if it has any, and unless it
/// asked to be left alone. Pure.
///
/// @param windows how its maintenance windows stand; empty when it has none
/// @param deferral what it asked for last
public record ChangeTimes(Optional<Opening> windows, Optional<Deferral> deferral) {

  /// For how long in a row a node can ask to be left alone. Nothing may hold up a fleet for ever.
  public static final Duration LONGEST_DEFERRAL = Duration.ofHours(24);

  /// Whether the node may be changed.
  ///
  /// @param now for which the windows stand so
  public Availability at(Instant now) {
    Optional<Availability.Busy> asked = deferral.flatMap(it -> busy(it, now));
    if (asked.isPresent()) {
      return asked.get();
    }
    Instant heeded = deferral.map(ChangeTimes::end).orElse(Instant.MIN);
    return windows.map(it -> in(it, heeded)).orElseGet(() -> new Availability.Free(heeded));
  }

  /// When a wish ends: as the node said, but no later than [#LONGEST_DEFERRAL] after it first said
  /// so.
  public static Instant end(Deferral deferral) {
    Instant latest = deferral.since().plus(LONGEST_DEFERRAL);
    return deferral.until().isAfter(latest) ? latest : deferral.until();
  }

  private static Availability in(Opening windows, Instant heeded) {
    return switch (windows) {
      case Opening.Open(Instant before, Instant since, Instant _) ->
          since.isAfter(heeded)
              ? new Availability.Free(before, since)
              : new Availability.Free(heeded);
      case Opening.Closed(Instant until) ->
          new Availability.Busy(until, "outside its maintenance windows");
    };
  }

  private static Optional<Availability.Busy> busy(Deferral deferral, Instant now) {
    String why =
        deferral.reason().isEmpty()
            ? "asked not to be changed now"
            : "asked not to be changed now: " + deferral.reason();
    return Optional.of(end(deferral))
        .filter(now::isBefore)
        .map(until -> new Availability.Busy(until, why));
  }
}
