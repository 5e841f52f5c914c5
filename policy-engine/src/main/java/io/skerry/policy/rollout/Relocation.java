package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Admission.Inventory;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;

/// Moves nodes whose snapshot changed without a rollout, within a budget of their own.
///
/// @param fleet as it is seen
/// @param allotment of the pass
/// @param inventory the nodes
record Relocation(FleetSight fleet, Allotment allotment, Inventory inventory) {

  void takeAll() {
    for (ResourceName name : inventory.nodes()) {
      fleet
          .node(name)
          .filter(node -> !allotment.isTaken(node) && isFree(node))
          .ifPresent(node -> allotment.add(move(node)));
    }
  }

  /// A node's first ref takes nothing away, so that it waits for nobody.
  private boolean isFree(NodeSight node) {
    if (node.facts().ref().isEmpty()) {
      allotment.room().occupy(node);
      return true;
    }
    boolean mayMove =
        switch (node.standing()) {
          case Standing.Steady _, Standing.Unhealthy _ -> true;
          case Standing.Refused _ -> refusedNobodyWhoWaits(node);
          case Standing.Unknown _, Standing.Updating _ -> false;
        };
    return mayMove
        && !fleet.freeze().isActive()
        && !fleet.isBusy(node)
        && allotment.room().takeBesideEvicted(node, inventory.domain(), inventory.maxUnavailable());
  }

  /// What a stopped rollout brought and a node refused is not offered again.
  private boolean refusedNobodyWhoWaits(NodeSight node) {
    return mover(node)
        .map(it -> Admission.isGoingOn(it) || Rollouts.hasSucceeded(it.rollout()))
        .orElse(true);
  }

  private Optional<RolloutSight> mover(NodeSight node) {
    return node.facts()
        .ref()
        .map(Ref::rollout)
        .filter(ResourceName::isValid)
        .flatMap(name -> fleet.rollout(new ResourceName(name)));
  }

  /// A node that refused its ref and now gets another snapshot still answers for the same rollout.
  private Move move(NodeSight node) {
    return node.facts()
        .ref()
        .filter(_ -> node.standing() instanceof Standing.Refused)
        .map(
            ref ->
                new Move(
                    node.name(),
                    ref.carries(),
                    ref.rollout(),
                    ref.wave(),
                    ref.kind(),
                    allotment.now()))
        .orElseGet(
            () ->
                new Move(
                    node.name(),
                    node.carries(),
                    Admission.INVENTORY,
                    0,
                    Ref.Reason.NORMAL,
                    allotment.now()));
  }
}
