package io.skerry.policy.rollout;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which nodes may get a new ref now. Nothing reaches a node without having been admitted here.
///
/// 1. Whoever has something of a dead rollout returns at once, also when it is silent, whatever the
///    budgets and freezes.
/// 2. Nodes that refused and are to be asked again, then the members of admitted waves in their
///    order, oldest rollout first, then members that a rollout did not reach while it lasted: each
///    only when it is well, and only while its failure domain is within the rollout's budget. One
///    node moves for one rollout at a time, so that what it answers is about that one.
/// 3. Nodes that must move because the inventory changed, within a budget of their own.
///
/// Whoever carries the moves out writes each ref over the version in the sight, and in a
/// transaction that requires the rollout of the move to be unchanged since the sight.
public final class Admission {

  /// What refs name as their rollout when the inventory changed.
  public static final String INVENTORY = "inventory";

  /// The strategy whose refs are of kind breakglass.
  public static final ResourceName BREAKGLASS = new ResourceName("breakglass");

  private final FleetSight fleet;
  private final Instant now;
  private final Room room;
  private final Map<ResourceName, Move> moves = new LinkedHashMap<>();

  private Admission(FleetSight fleet, Instant now) {
    this.fleet = fleet;
    this.now = now;
    this.room = new Room(fleet);
  }

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
  /// @param now by the clock that refs are dated with
  public static List<Move> admit(FleetSight fleet, Inventory inventory, Instant now) {
    if (fleet.doubt().isPresent()) {
      return List.of();
    }
    Admission admission = new Admission(fleet, now);
    admission.returnAll();
    if (!fleet.freeze().isActive()) {
      admission.fleet.rollouts().values().stream()
          .filter(Admission::isGoingOn)
          .forEach(admission::retry);
      admission.fleet.rollouts().values().forEach(admission::advance);
    }
    admission.take(inventory);
    return List.copyOf(admission.moves.values());
  }

  /// Whether a rollout moves nodes forward: by its status, and by every order accepted since.
  static boolean isGoingOn(RolloutSight sight) {
    Rollout rollout = sight.rollout();
    return isMoving(rollout.status().phase()) && isMoving(Orders.heeded(rollout));
  }

  private static boolean isMoving(Phase phase) {
    return switch (phase) {
      case PROGRESSING, BAKING, AWAITING_APPROVAL -> true;
      case PENDING, PAUSED, HELD, ROLLING_BACK, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED ->
          false;
    };
  }

  private void returnAll() {
    List<RolloutSight> over =
        fleet.rollouts().values().stream()
            .filter(it -> isDead(it) || Rollouts.isAborted(it.rollout()))
            .toList();
    Set<ResourceName> lost = new HashSet<>();
    over.stream().filter(Admission::isDead).forEach(it -> lost.addAll(it.family()));
    for (NodeSight node : over.isEmpty() ? List.<NodeSight>of() : fleet.nodes().values()) {
      over.reversed().stream()
          .filter(rollout -> isDead(rollout) ? mustReturn(node, rollout) : isLeft(node, rollout))
          .findFirst()
          .ifPresent(rollout -> giveBack(node, rollout, lost));
    }
  }

  private static boolean isDead(RolloutSight sight) {
    return Rollouts.isDead(sight.rollout());
  }

  /// An aborted rollout leaves nodes where they are. Where one is that refused is what it had
  /// before.
  private static boolean isLeft(NodeSight node, RolloutSight aborted) {
    return node.refused(aborted.name()) && !node.isReturning();
  }

  private static boolean mustReturn(NodeSight node, RolloutSight dead) {
    return Outcomes.carriesAny(node, dead)
        || (node.standing() instanceof Standing.Refused
            && node.isReturning()
            && node.movedBy(dead.name())
            && Tally.isRetryDue(node, dead));
  }

  private void giveBack(NodeSight node, RolloutSight over, Set<ResourceName> lost) {
    Set<ResourceName> carries = new HashSet<>(node.carries());
    carries.removeAll(lost);
    carries.remove(over.name());
    room.occupy(node);
    add(node, over, carries, Ref.Reason.ROLLBACK);
  }

  private void retry(RolloutSight sight) {
    for (NodeSight node : fleet.nodes().values()) {
      if (node.refused(sight.name())
          && Tally.isRetryDue(node, sight)
          && hasRoom(node, sight.rollout())) {
        add(node, sight, node.carries(), forward(sight));
      }
    }
  }

  private void advance(RolloutSight sight) {
    candidates(sight)
        .flatMap(name -> fleet.node(name).stream())
        .filter(node -> Carriage.lacks(fleet, node, sight) && mayMove(node, sight))
        .filter(node -> hasRoom(node, sight.rollout()))
        .forEach(node -> add(node, sight, Carriage.with(fleet, node, sight), forward(sight)));
  }

  /// Members of the admitted waves, and when the last one is, those that came later. Of a rollout
  /// that succeeded all of them.
  private static Stream<ResourceName> candidates(RolloutSight sight) {
    boolean isOver = isProven(sight);
    if (!isOver && !isGoingOn(sight)) {
      return Stream.empty();
    }
    int admitted = isOver ? sight.members().size() : sight.rollout().status().admitted();
    Stream<ResourceName> members = sight.members().stream().limit(admitted).flatMap(List::stream);
    return admitted > 0 && admitted == sight.members().size()
        ? Stream.concat(members, sight.latecomers().stream().sorted())
        : members;
  }

  private static boolean isProven(RolloutSight sight) {
    return sight.rollout().status().phase() == Phase.SUCCEEDED
        && Orders.heeded(sight.rollout()) == Phase.SUCCEEDED;
  }

  /// Only a node that is well moves forward; one that is not, once the rollout succeeded; or one
  /// that is not well because of what this rollout replaces, which may be its cure.
  private boolean mayMove(NodeSight node, RolloutSight sight) {
    if (moves.containsKey(node.name())) {
      return false;
    }
    Set<ResourceName> former = Set.copyOf(sight.rollout().spec().supersedes());
    return switch (node.standing()) {
      case Standing.Steady _ -> true;
      case Standing.Refused _ ->
          node.facts().ref().filter(ref -> isCuredBy(ref, former)).isPresent();
      case Standing.Unhealthy _ ->
          isProven(sight) || node.carries().stream().anyMatch(former::contains);
      case Standing.Unknown _, Standing.Updating _ -> false;
    };
  }

  private static boolean isCuredBy(Ref refused, Set<ResourceName> former) {
    boolean isReplaced =
        refused.kind() != Ref.Reason.ROLLBACK
            && former.stream().anyMatch(it -> it.value().equals(refused.rollout()));
    return isReplaced || refused.rollout().equals(INVENTORY);
  }

  private boolean hasRoom(NodeSight node, Rollout rollout) {
    RolloutStrategy.Spec strategy = rollout.spec().strategy();
    return !moves.containsKey(node.name())
        && room.take(node, strategy.domain(), strategy.maxUnavailable());
  }

  private void take(Inventory inventory) {
    for (ResourceName name : inventory.nodes()) {
      fleet
          .node(name)
          .filter(node -> !moves.containsKey(name) && isFree(node, inventory))
          .ifPresent(this::relocate);
    }
  }

  /// A node's first ref takes nothing away, so that it waits for nobody.
  private boolean isFree(NodeSight node, Inventory inventory) {
    if (node.facts().ref().isEmpty()) {
      room.occupy(node);
      return true;
    }
    boolean mayMove =
        switch (node.standing()) {
          case Standing.Steady _, Standing.Unhealthy _ -> true;
          case Standing.Refused _ -> answersForNobodyWhoWaits(node);
          case Standing.Unknown _, Standing.Updating _ -> false;
        };
    return !fleet.freeze().isActive()
        && mayMove
        && room.take(node, inventory.domain(), inventory.maxUnavailable());
  }

  /// What a stopped rollout brought and a node refused is not offered again.
  private boolean answersForNobodyWhoWaits(NodeSight node) {
    return node.facts().ref().stream()
        .flatMap(ref -> fleet.rollouts().values().stream().filter(it -> node.movedBy(it.name())))
        .allMatch(it -> isGoingOn(it) || it.rollout().status().phase() == Phase.SUCCEEDED);
  }

  /// A node that refused its ref and now gets another snapshot still answers for the same rollout.
  private void relocate(NodeSight node) {
    Move move =
        node.facts()
            .ref()
            .filter(_ -> node.standing() instanceof Standing.Refused)
            .map(
                ref ->
                    new Move(
                        node.name(), ref.carries(), ref.rollout(), ref.wave(), ref.kind(), now))
            .orElseGet(
                () -> new Move(node.name(), node.carries(), INVENTORY, 0, Ref.Reason.NORMAL, now));
    moves.put(node.name(), move);
  }

  private void add(NodeSight node, RolloutSight sight, Set<ResourceName> carries, Ref.Reason kind) {
    Instant issued = Orders.lastRetry(sight.rollout()).filter(now::isBefore).orElse(now);
    moves.put(
        node.name(),
        new Move(
            node.name(),
            carries,
            sight.name().value(),
            Carriage.wave(sight, node.name()),
            kind,
            issued));
  }

  private static Ref.Reason forward(RolloutSight sight) {
    return sight.rollout().spec().strategyName().equals(BREAKGLASS)
        ? Ref.Reason.BREAKGLASS
        : Ref.Reason.NORMAL;
  }
}
