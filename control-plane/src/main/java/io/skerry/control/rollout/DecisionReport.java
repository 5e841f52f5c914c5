package io.skerry.control.rollout;

import io.skerry.control.fleet.Versioned;
import io.skerry.policy.rollout.Decision;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What became of decisions about rollouts, and of removals.
///
/// @param recorded what was accepted
/// @param removed rollouts that are gone
/// @param unsettled rollouts that must be read back: refused, unknown, or not tried
/// @param trouble the first thing that went wrong, for the log
/// @param fenced whether the writer is no longer the leader
public record DecisionReport(
    List<Recorded> recorded,
    Set<ResourceId> removed,
    Set<ResourceId> unsettled,
    Optional<String> trouble,
    boolean fenced) {

  /// Copies the collections.
  public DecisionReport {
    recorded = List.copyOf(recorded);
    removed = Set.copyOf(removed);
    unsettled = Set.copyOf(unsettled);
  }

  /// A decision that was accepted.
  ///
  /// @param decision which
  /// @param rollout what is stored now
  public record Recorded(Decision decision, Versioned<Rollout> rollout) {}
}
