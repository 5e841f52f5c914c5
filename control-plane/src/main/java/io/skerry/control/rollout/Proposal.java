package io.skerry.control.rollout;

import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.util.Optional;

/// What a node is to run next.
///
/// @param node which
/// @param snapshot what it should run
/// @param current its ref as stored; empty when it has none that can be read
/// @param garbage the revision of what stands in the place of its ref and cannot be read
/// @param applied the generation that the node says it runs, 0 when it runs none
public record Proposal(
    ResourceName node,
    Digest snapshot,
    Optional<Versioned<Ref>> current,
    Optional<Revision> garbage,
    long applied) {

  /// The generation of the next ref: above the stored one, and above what the node runs, which
  /// would refuse anything else. The two differ when somebody else wrote the ref, or the store was
  /// replaced by an older copy of itself.
  public long nextGeneration() {
    return Math.max(current.map(ref -> ref.value().generation()).orElse(0L), applied) + 1;
  }
}
