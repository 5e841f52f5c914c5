package io.skerry.policy.eval;

import java.util.Optional;

/// What is known about a node beyond its declaration, as far as placement goes by it.
///
/// @param health its health score, 0 (worst) to 100, as decisions go by it
/// @param version the release of its agent
/// @param isEvicted whether bounded placements of services do without it while it is silent
public record Observation(Optional<Long> health, Optional<String> version, boolean isEvicted) {

  /// Nothing heard yet: both read as absent.
  public static final Observation NONE = new Observation(Optional.empty(), Optional.empty());

  /// Of a node that counts.
  public Observation(Optional<Long> health, Optional<String> version) {
    this(health, version, false);
  }
}
