package io.skerry.control.fleet;

import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.NodeStatus.Shared;
import io.skerry.schema.model.Ref;
import java.time.Instant;
import java.util.Optional;

/// A node's state with its reason.
///
/// @param state the first that matches, in the order of [NodeState]
/// @param reason one sentence for operators; empty exactly when ready
/// @param since when the state began, as far as the store tells
public record NodeStanding(NodeState state, String reason, Instant since) {

  /// How a node stands, from what is known about it.
  public static NodeStanding of(NodeFacts facts) {
    return facts
        .status()
        .map(heard -> ofHeard(facts.ref(), heard))
        .orElseGet(() -> pending(facts.node()));
  }

  private static NodeStanding pending(Metadata node) {
    Instant since = node.lifecycle().map(Metadata.Lifecycle::createdAt).orElse(Instant.EPOCH);
    return new NodeStanding(NodeState.PENDING, "The node's agent has not been heard yet.", since);
  }

  private static NodeStanding ofHeard(Optional<Ref> ref, NodeStatus status) {
    if (status.reachability() == Reachability.SILENT) {
      return new NodeStanding(NodeState.LOST, silence(status), status.changedAt());
    }
    Optional<Shared> shared = status.findings().starts().shared();
    if (shared.isPresent()) {
      return new NodeStanding(NodeState.DEGRADED, twoProcesses(status), shared.get().since());
    }
    Optional<Rejected> refused = status.rejected().filter(no -> isCurrent(no, ref));
    if (refused.isPresent()) {
      Rejected no = refused.get();
      return new NodeStanding(
          NodeState.DEGRADED,
          "Refused generation " + no.generation() + " (" + no.code() + "): " + no.message(),
          no.at());
    }
    if (status.link() == Link.STALE) {
      return new NodeStanding(
          NodeState.STALE,
          "Out of touch with the store; it serves what it last applied.",
          status.changedAt());
    }
    return ref.map(wanted -> towards(wanted, status)).orElseGet(() -> withoutRef(status));
  }

  private static String silence(NodeStatus status) {
    return "No heartbeat for three intervals."
        + status
            .findings()
            .eviction()
            .map(it -> " Evicted from bounded placements at " + it.at() + ": " + it.reason() + ".")
            .orElse("");
  }

  private static String twoProcesses(NodeStatus status) {
    return "Two processes report as this node, as when its disk was copied (boot ids %s and %s). Nothing is rolled out to it meanwhile: stop one of them, or enrol it under a name of its own."
        .formatted(status.bootId(), status.findings().starts().earlier().getFirst());
  }

  private static NodeStanding withoutRef(NodeStatus status) {
    return new NodeStanding(
        NodeState.UPDATING, "Waits for its first snapshot.", status.changedAt());
  }

  private static NodeStanding towards(Ref wanted, NodeStatus status) {
    Optional<Applied> done = status.applied().filter(applied -> isCurrent(applied, wanted));
    return done.map(applied -> new NodeStanding(NodeState.READY, "", applied.at()))
        .orElseGet(
            () ->
                new NodeStanding(
                    NodeState.UPDATING,
                    "Has not yet applied generation " + wanted.generation() + ".",
                    wanted.issuedAt()));
  }

  /// Without a ref that can be read, what the node refused is what stands in its place.
  private static boolean isCurrent(Rejected no, Optional<Ref> ref) {
    return ref.map(
            wanted ->
                wanted.generation() == no.generation() && wanted.snapshot().equals(no.snapshot()))
        .orElse(true);
  }

  private static boolean isCurrent(Applied applied, Ref wanted) {
    return wanted.generation() == applied.generation()
        && wanted.snapshot().equals(applied.snapshot());
  }
}
