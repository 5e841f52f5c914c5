package io.skerry.schema.model;

import java.util.List;

/// The nodes of one wave, fixed when the rollout starts.
///
/// @param rollout whose wave
/// @param wave from 0
/// @param nodes in the order in which they are moved, without repeats
public record WaveMembers(ResourceName rollout, int wave, List<ResourceName> nodes) {

  /// Copies the list.
  public WaveMembers {
    nodes = List.copyOf(nodes);
  }
}
