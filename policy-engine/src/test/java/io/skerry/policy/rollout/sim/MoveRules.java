package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.Orders;
import io.skerry.policy.rollout.Standing;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.util.List;
import java.util.Optional;

/// What must hold when a ref was written.
///
/// @param store as it is after the write
record MoveRules(World world, SimStore store) {

  void check(Commit commit, Origin origin, Move move) {
    boolean isForward = move.kind() != Ref.Reason.ROLLBACK;
    if (isForward) {
      budget(origin, move);
      frozen(origin, move);
      leftAlone(origin, move);
    }
    Optional<Rollout> rollout = before(commit, move);
    rollout.ifPresent(it -> orders(it, move, origin.fleet().node(move.node()).orElseThrow()));
    if (isForward) {
      newcomersOfDeadRollouts(commit, move);
      rollout.ifPresent(it -> new CellRules(world, store).check(origin, move, it));
      new StepRules(world, store).check(move);
    }
  }

  /// The rollout of a move as it is stored.
  private Optional<Rollout> before(Commit commit, Move move) {
    return move.rollout().equals(Admission.INVENTORY)
        ? Optional.empty()
        : find(new ResourceName(move.rollout()), commit);
  }

  private Optional<Rollout> find(ResourceName name, Commit commit) {
    String key = Keys.rollout(name);
    Optional<Entry> entry =
        commit.before().containsKey(key) ? commit.before().get(key) : store.get(key);
    return entry.flatMap(
        it -> it.value() instanceof Rollout found ? Optional.of(found) : Optional.empty());
  }

  /// C1: the nodes of the cell that the decision took for away, and those that moved since.
  private void budget(Origin origin, Move move) {
    NodeSight moved = origin.fleet().node(move.node()).orElseThrow();
    Optional<ResourceName> declaredIn = cell(move.node());
    if (moved.facts().ref().isEmpty() || declaredIn.isEmpty()) {
      return;
    }
    ResourceName cell = declaredIn.get();
    List<NodeSight> domain =
        origin.fleet().nodes().values().stream()
            .filter(node -> cell(node.name()).filter(cell::equals).isPresent())
            .toList();
    long away = domain.stream().filter(node -> isAway(node)).count();
    int budget = budget(origin.fleet(), move, declared(origin.fleet(), cell));
    world.check(
        "C1",
        away >= budget,
        away <= budget,
        away
            + " of "
            + domain.size()
            + " nodes of "
            + cell
            + " are away, "
            + budget
            + " may be, as "
            + move.node()
            + " moves by "
            + move.rollout());
  }

  private static long declared(FleetSight fleet, ResourceName cell) {
    return fleet.nodes().values().stream()
        .filter(node -> node.places().cell().equals(cell))
        .count();
  }

  private boolean isAway(NodeSight node) {
    return !(node.standing() instanceof Standing.Steady) || hasMovedSince(node);
  }

  private boolean hasMovedSince(NodeSight node) {
    long known = node.facts().ref().map(Ref::generation).orElse(0L);
    return store
        .get(Keys.ref(node.name()))
        .filter(it -> it.value() instanceof Ref now && now.generation() > known)
        .isPresent();
  }

  private int budget(FleetSight fleet, Move move, long declared) {
    Amount allowed =
        move.rollout().equals(Admission.INVENTORY)
            ? new Amount.Percent(10)
            : fleet
                .rollout(new ResourceName(move.rollout()))
                .orElseThrow()
                .rollout()
                .spec()
                .strategy()
                .maxUnavailable();
    return switch (allowed) {
      case Amount.Count(int nodes) -> nodes;
      case Amount.Percent(double percent) ->
          Math.max(1, (int) Math.floor(percent * declared / 100));
    };
  }

  private Optional<ResourceName> cell(ResourceName node) {
    return declared(node).map(it -> it.spec().cell());
  }

  private void frozen(Origin origin, Move move) {
    boolean isEmergency = move.kind() == Ref.Reason.BREAKGLASS;
    boolean isFirst = origin.fleet().node(move.node()).orElseThrow().facts().ref().isEmpty();
    world.check(
        "C4",
        origin.fleet().freeze().isActive(),
        isFirst || isEmergency || !origin.fleet().freeze().isActive(),
        move.node() + " moves although changes are frozen");
  }

  /// But in an emergency nobody is moved forward outside its windows, or while it asks to be left
  /// alone.
  private void leftAlone(Origin origin, Move move) {
    NodeSight node = origin.fleet().node(move.node()).orElseThrow();
    world.check(
        "M1",
        origin.fleet().availability().containsKey(move.node()),
        node.facts().ref().isEmpty()
            || move.kind() == Ref.Reason.BREAKGLASS
            || !SimUpkeep.isBusy(declared(move.node()), node, origin.now()),
        move.node() + " moves by " + move.rollout() + " although it is to be left alone");
  }

  private Optional<Node> declared(ResourceName node) {
    return store
        .get(Keys.resource(ResourceId.cluster(Kind.NODE, node)))
        .flatMap(it -> it.value() instanceof Node found ? Optional.of(found) : Optional.empty());
  }

  /// C4 and C5: what operators ordered holds from then on.
  private void orders(Rollout rollout, Move move, NodeSight node) {
    boolean isForward = move.kind() != Ref.Reason.ROLLBACK;
    boolean hasRefused = node.standing() instanceof Standing.Refused;
    Phase phase = Orders.heeded(rollout);
    if (!isForward) {
      world.check(
          "C12",
          phase == Phase.ROLLING_BACK
              || phase == Phase.ROLLED_BACK
              || (phase == Phase.ABORTED && hasRefused),
          move.node() + " is returned by " + rollout.metadata().name() + " which is " + phase);
      return;
    }
    boolean isStopped = phase == Phase.PAUSED || phase == Phase.HELD || phase == Phase.PENDING;
    world.check(
        "C4",
        isStopped,
        !isStopped,
        move.node() + " moves by " + rollout.metadata().name() + ", which is " + phase);
    boolean isOver =
        phase == Phase.ABORTED || phase == Phase.ROLLING_BACK || phase == Phase.ROLLED_BACK;
    world.check(
        "C5",
        isOver,
        !isOver,
        move.node() + " moves by " + rollout.metadata().name() + ", which is " + phase);
    if (phase != Phase.SUCCEEDED) {
      world.check(
          "C3",
          rollout.status().admitted() < rollout.status().waves().size(),
          move.wave() < rollout.status().admitted(),
          move.node()
              + " of wave "
              + move.wave()
              + " moves, "
              + rollout.status().admitted()
              + " are admitted");
    }
  }

  /// C5: no forward ref brings a change that operators or gates stopped.
  private void newcomersOfDeadRollouts(Commit commit, Move move) {
    Optional<Ref> old =
        commit
            .before()
            .getOrDefault(Keys.ref(move.node()), Optional.empty())
            .flatMap(it -> it.value() instanceof Ref ref ? Optional.of(ref) : Optional.empty());
    for (ResourceName carried : move.carries()) {
      boolean isNew = old.filter(ref -> ref.carries().contains(carried)).isEmpty();
      if (isNew) {
        world.check(
            "C5",
            TrafficSteps.markedBy(carried).orElse(carried).value().equals(move.rollout()),
            move.node() + " gets " + carried + " with a move by " + move.rollout());
      }
    }
  }
}
