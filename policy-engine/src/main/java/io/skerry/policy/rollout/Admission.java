package io.skerry.policy.rollout;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Which nodes may get a new ref now. Nothing reaches a node without having been admitted here.
///
/// 1. Whoever has something of a dead rollout returns at once, also when it is silent, whatever the
///    budgets and freezes.
/// 2. Nodes that refused and are to be asked again, then the members of admitted waves in their
///    order, oldest rollout first, then members that a rollout did not reach while it lasted: each
///    only when it is well, only when it may be changed now (its maintenance windows, its own
///    wish), and only while its failure domain is within the rollout's budget. One node moves for
///    one rollout at a time, so that what it answers is about that one.
/// 3. Nodes that must move because the inventory changed, within a budget of their own.
///
/// A node that runs more than the store knows, as after a restore, waits for an operator: see
/// [Restored].
///
/// Whoever carries the moves out writes each ref over the version in the sight, and in a
/// transaction that requires the rollout of the move to be unchanged since the sight.
public final class Admission {

  /// What refs name as their rollout when the inventory changed.
  public static final String INVENTORY = "inventory";

  /// The strategy whose refs are of kind breakglass.
  public static final ResourceName BREAKGLASS = new ResourceName("breakglass");

  private Admission() {}

  /// A node that may get a new ref: the snapshot of the edition that it then carries.
  ///
  /// @param node which
  /// @param carries of the next ref
  /// @param rollout of the next ref
  /// @param wave of the next ref
  /// @param kind of the next ref
  /// @param issuedAt of the next ref
  public record Move(
      ResourceName node,
      Set<ResourceName> carries,
      String rollout,
      int wave,
      Ref.Reason kind,
      Instant issuedAt) {

    /// Copies the set.
    public Move {
      carries = Set.copyOf(carries);
    }
  }

  /// Nodes whose snapshot is another than that of what they carry, because the inventory changed or
  /// because they are new.
  ///
  /// @param nodes which, in the order in which they are moved
  /// @param domain of the budget
  /// @param maxUnavailable the budget
  public record Inventory(List<ResourceName> nodes, Domain domain, Amount maxUnavailable) {

    /// None.
    public static final Inventory NONE = new Inventory(List.of(), Domain.CELL, new Amount.Count(0));

    /// Copies the list.
    public Inventory {
      nodes = List.copyOf(nodes);
    }
  }

  /// The nodes that may get a new ref, at most one move for each.
  ///
  /// @param inventory nodes that do not have what they must, whatever they carry
  /// @param now by the clock that refs are dated with
  public static List<Move> admit(FleetSight fleet, Inventory inventory, Instant now) {
    Allotment allotment = new Allotment(fleet, now);
    new Returns(fleet, allotment).takeAll();
    new Advance(fleet, allotment).takeAll(Set.copyOf(inventory.nodes()));
    new Relocation(fleet, allotment, inventory).takeAll();
    return allotment.moves().stream().filter(move -> Restored.isConsented(fleet, move)).toList();
  }

  /// Whether a rollout moves nodes forward: by its status, and by every order accepted since.
  static boolean isGoingOn(RolloutSight sight) {
    Rollout rollout = sight.rollout();
    return isMoving(rollout.status().phase()) && isMoving(Orders.heeded(rollout));
  }

  /// Whether a rollout has to wait for a node to be free. Emergencies do not wait.
  static boolean mustWait(FleetSight fleet, NodeSight node, RolloutSight sight) {
    return fleet.isBusy(node) && !sight.rollout().spec().strategyName().equals(BREAKGLASS);
  }

  private static boolean isMoving(Phase phase) {
    return switch (phase) {
      case PROGRESSING, BAKING, AWAITING_APPROVAL -> true;
      case PENDING, PAUSED, HELD, ROLLING_BACK, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED ->
          false;
    };
  }
}
