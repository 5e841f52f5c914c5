package io.skerry.control.rollout.evidence;

import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is known of the measurements that were asked about. Immutable.
///
/// @param asOf when they were last read; empty before the first time
/// @param trouble why they could not be read the last time
/// @param sums by question, then by snapshot and version
/// @param sides by rollout
public record Measured(
    Optional<Instant> asOf,
    Optional<String> trouble,
    Map<TrafficQuestion, Map<SnapshotVersion, Counted>> sums,
    Map<ResourceName, Sides> sides) {

  /// Nothing was read yet.
  public static final Measured NOTHING =
      new Measured(Optional.empty(), Optional.empty(), Map.of(), Map.of());

  /// Copies the maps.
  public Measured {
    sums = Map.copyOf(sums);
    sides = Map.copyOf(sides);
  }

  /// The same measurements when they could not be read again.
  public Measured failing(String reason) {
    return new Measured(asOf, Optional.of(reason), sums, sides);
  }
}
