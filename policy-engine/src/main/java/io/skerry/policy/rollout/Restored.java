package io.skerry.policy.rollout;

import io.skerry.schema.model.Metadata.Lifecycle;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recognises a store that was replaced by an older copy of itself: nodes run generations above
/// those of their refs. What such a store would do next may have happened already, or have been
/// undone. So a rollout holds until an operator resumes it or makes a newer change, and nothing
/// moves a node that is ahead, neither forward nor back, before an operator said so. Goes by what
/// nodes run instead of the store's revision or identity: that also holds for a leader that starts
/// afterwards, and where a restore set the revision forward.
///
/// Lives for one decision over a fleet, which it looks through once for all rollouts.
final class Restored {

  private final List<NodeSight> allAhead;

  Restored(FleetSight fleet) {
    List<NodeSight> found = new ArrayList<>();
    for (NodeSight node : fleet.nodes().values()) {
      if (isAhead(node) && node.isHeard()) {
        found.add(node);
      }
    }
    allAhead = List.copyOf(found);
  }

  /// Why a rollout may not go on; empty when it may.
  Optional<String> doubt(Rollout rollout) {
    if (allAhead.isEmpty()) {
      return Optional.empty();
    }
    Instant consent = consent(rollout);
    List<NodeSight> ahead = allAhead.stream().filter(node -> said(node).isAfter(consent)).toList();
    return ahead.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The store is older than the fleet, as %s a newer generation than its ref has (%s); resume to go on from what the store says"
                .formatted(
                    ahead.size() == 1 ? "1 node runs" : ahead.size() + " nodes run",
                    Names.few(ahead.stream().map(Restored::generations).toList())));
  }

  /// Whether a move is one that an operator wants although the node runs more than the store knows:
  /// the rollout is newer than what the node said, or had an order since. Where only the inventory
  /// asks for it, the operator may have said so of any rollout.
  static boolean isConsented(FleetSight fleet, Admission.Move move) {
    return fleet
        .node(move.node())
        .filter(Restored::isAhead)
        .map(node -> !said(node).isAfter(consent(fleet, move)))
        .orElse(true);
  }

  private static Instant consent(FleetSight fleet, Admission.Move move) {
    return fleet.rollouts().values().stream()
        .map(RolloutSight::rollout)
        .filter(
            it ->
                move.rollout().equals(Admission.INVENTORY)
                    || move.rollout().equals(it.metadata().name().value()))
        .map(Restored::lastWord)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /// When somebody last wanted something of a rollout.
  private static Instant lastWord(Rollout rollout) {
    return rollout.spec().orders().stream()
        .map(Order::at)
        .max(Instant::compareTo)
        .filter(consent(rollout)::isBefore)
        .orElseGet(() -> consent(rollout));
  }

  private static boolean isAhead(NodeSight node) {
    return node.facts().ref().isPresent() && applied(node) > wanted(node);
  }

  private static String generations(NodeSight node) {
    ResourceName name = node.name();
    return name + " " + applied(node) + " instead of " + wanted(node);
  }

  private static long applied(NodeSight node) {
    return node.facts().status().flatMap(NodeStatus::applied).map(Applied::generation).orElse(0L);
  }

  private static long wanted(NodeSight node) {
    return node.facts().ref().map(Ref::generation).orElse(0L);
  }

  private static Instant said(NodeSight node) {
    return node.facts().status().map(NodeStatus::changedAt).orElse(Instant.MIN);
  }

  private static Instant consent(Rollout rollout) {
    Instant created = rollout.metadata().lifecycle().map(Lifecycle::createdAt).orElse(Instant.MIN);
    return rollout.spec().orders().stream()
        .filter(order -> order.verb() == Verb.RESUME || order.verb() == Verb.PROMOTE)
        .map(Order::at)
        .filter(created::isBefore)
        .max(Instant::compareTo)
        .orElse(created);
  }
}
