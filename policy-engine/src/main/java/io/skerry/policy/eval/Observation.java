package io.skerry.policy.eval;

import java.util.Optional;

/// What is known about a node from its own reports, as far as expressions may read it.
///
/// @param health its health score, 0 (worst) to 100
/// @param version the release of its agent
public record Observation(Optional<Long> health, Optional<String> version) {

  /// Nothing heard yet: both read as absent.
  public static final Observation NONE = new Observation(Optional.empty(), Optional.empty());
}
