package io.skerry.control.rollout.evidence;

import io.skerry.schema.model.ResourceName;
import java.util.Map;
import java.util.Set;

/// What a pass of decisions wanted to know.
///
/// @param questions whose answers are to be read
/// @param sides the snapshots that it saw, by rollout
public record Asked(Set<TrafficQuestion> questions, Map<ResourceName, Sides> sides) {

  /// Nothing was asked.
  public static final Asked NOTHING = new Asked(Set.of(), Map.of());

  /// Copies the collections.
  public Asked {
    questions = Set.copyOf(questions);
    sides = Map.copyOf(sides);
  }
}
