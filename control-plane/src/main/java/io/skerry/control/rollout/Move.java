package io.skerry.control.rollout;

import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A proposal that was admitted.
///
/// @param proposal what moves where
/// @param order on whose behalf and why
/// @param basis the rollout that must be unchanged for the move to happen; empty when it happens on
///   behalf of none
public record Move(Proposal proposal, Order order, Optional<Basis> basis) {

  /// What the ref says beside where it points.
  ///
  /// @param rollout on whose behalf
  /// @param wave of that rollout, from 0
  /// @param kind why
  /// @param carries rollouts whose change the snapshot has
  /// @param issuedAt when it was admitted
  public record Order(
      String rollout, int wave, Ref.Reason kind, Set<ResourceName> carries, Instant issuedAt) {

    /// Copies the set.
    public Order {
      carries = Set.copyOf(carries);
    }
  }

  /// A rollout as it was when the move was admitted.
  ///
  /// @param rollout which
  /// @param modified the revision that wrote that version of it
  public record Basis(ResourceId rollout, Revision modified) {}
}
