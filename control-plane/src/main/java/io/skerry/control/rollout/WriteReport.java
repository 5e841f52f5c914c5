package io.skerry.control.rollout;

import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What became of a plan.
///
/// @param written refs that were accepted
/// @param stored content that was accepted, blobs and manifests alike
/// @param unsettled nodes whose refs must be read back: refused, unknown, or not tried
/// @param doubtful rollouts of such nodes, one of which may be the reason
/// @param trouble the first thing that went wrong, for the log
/// @param fenced whether the writer is no longer the leader
public record WriteReport(
    Map<ResourceName, Versioned<Ref>> written,
    Set<Digest> stored,
    Set<ResourceName> unsettled,
    Set<ResourceId> doubtful,
    Optional<String> trouble,
    boolean fenced) {

  /// Copies the collections.
  public WriteReport {
    written = Map.copyOf(written);
    stored = Set.copyOf(stored);
    unsettled = Set.copyOf(unsettled);
    doubtful = Set.copyOf(doubtful);
  }
}
