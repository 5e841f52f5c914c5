package io.skerry.schema.model;

import java.time.Instant;
import java.util.Set;

/// The pointer of one node to the snapshot that it must run: the only thing that ever moves.
///
/// @param node whom it is for; a node refuses a ref that names another
/// @param snapshot what to run
/// @param generation strictly increasing per node, also for rollbacks
/// @param rollout the rollout that moved it
/// @param wave the wave of that rollout, from 0
/// @param kind why it moved
/// @param issuedAt when
/// @param carries rollouts whose change the snapshot has; for the control plane, a node ignores it
public record Ref(
    ResourceName node,
    Digest snapshot,
    long generation,
    String rollout,
    int wave,
    Reason kind,
    Instant issuedAt,
    Set<ResourceName> carries) {

  /// Copies the set.
  public Ref {
    carries = Set.copyOf(carries);
  }

  /// Why a ref moved.
  public enum Reason {
    NORMAL,
    ROLLBACK,
    BREAKGLASS
  }
}
