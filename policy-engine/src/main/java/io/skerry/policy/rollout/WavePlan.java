package io.skerry.policy.rollout;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.util.List;

/// Who is moved in which wave, as decided when a rollout starts and as shown before it.
///
/// @param digest over the names of the waves and their members, in order
/// @param waves none of them empty; no node is in two of them
public record WavePlan(Digest digest, List<Wave> waves) {

  /// Copies the list.
  public WavePlan {
    waves = List.copyOf(waves);
  }

  /// One wave.
  ///
  /// @param name of the strategy's wave
  /// @param nodes in the order in which they are moved
  public record Wave(ResourceName name, List<ResourceName> nodes) {

    /// Copies the list.
    public Wave {
      nodes = List.copyOf(nodes);
    }
  }
}
