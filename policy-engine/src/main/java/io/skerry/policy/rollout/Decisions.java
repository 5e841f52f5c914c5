package io.skerry.policy.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be recorded now, and when to look again although nothing happened.
///
/// @param decisions at most one per rollout, oldest rollout first
/// @param wake the first moment at which the passing of time alone may change a decision
public record Decisions(List<Decision> decisions, Optional<Instant> wake) {

  /// Copies the list.
  public Decisions {
    decisions = List.copyOf(decisions);
  }
}
