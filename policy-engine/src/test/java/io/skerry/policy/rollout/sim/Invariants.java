package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.Decision;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.Orders;
import io.skerry.policy.rollout.Standing;
import io.skerry.policy.rollout.sim.SimController.Origin;
import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Leader;
import io.skerry.policy.rollout.sim.SimStore.Need;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What must hold after every transaction, and in the end. Judged from the store's own history, not
/// from what the controllers make of it.
final class Invariants {

  private final World world;
  private final SimStore store;
  private final Map<ResourceName, Long> issued = new HashMap<>();
  private final TransitionRules transitions;
  private final MoveRules moves;
  private final RestoreRules restore;
  private final ShrinkRules shrinking;
  private long lastMove;

  Invariants(World world, SimStore store) {
    this.world = world;
    this.store = store;
    this.transitions = new TransitionRules(world, store);
    this.moves = new MoveRules(world, store);
    this.restore = new RestoreRules(world, store);
    this.shrinking = new ShrinkRules(world, store);
  }

  /// Looks at a transaction that the store accepted.
  void observe(Commit commit) {
    world.note("r" + commit.revision() + " " + told(commit));
    if (commit.txn().origin() instanceof Origin origin) {
      fenced(commit, origin);
      origin.decision().ifPresent(decision -> transitions.check(commit, origin, decision));
      origin.decision().ifPresent(decision -> restore.check(origin, decision));
      origin.moves().forEach(move -> moves.check(commit, origin, move));
      origin.moves().forEach(move -> restore.check(origin, move));
    }
    if (commit.txn().origin() instanceof SimApi.Accepted edit) {
      shrinking.accepted(commit, edit);
    }
    for (Write write : commit.txn().writes()) {
      write
          .value()
          .filter(Ref.class::isInstance)
          .map(Ref.class::cast)
          .ifPresent(ref -> count(ref, commit));
    }
    oneActivePerResource();
  }

  /// Whether a ref was written after a revision.
  boolean movedSince(long revision) {
    return lastMove > revision;
  }

  void restored() {
    restore.restored();
  }

  /// Looks at a transaction that the store refused: only the requirement that failed kept it from
  /// doing harm.
  void refused(Txn txn, Need lacking) {
    if (!(txn.origin() instanceof Origin)) {
      return;
    }
    if (lacking.key().equals(Keys.LEADER)) {
      world.meet("C6", 1);
    } else if (lacking.key().startsWith(Keys.ROLLOUT)) {
      store
          .get(lacking.key())
          .map(it -> Orders.heeded((Rollout) it.value()))
          .ifPresent(this::stopped);
    }
  }

  private void stopped(Phase phase) {
    if (phase == Phase.PAUSED || phase == Phase.HELD) {
      world.meet("C4", 1);
    } else if (isStopping(phase)) {
      world.meet("C5", 1);
    }
  }

  private void fenced(Commit commit, Origin origin) {
    Optional<Entry> leader = store.get(Keys.LEADER);
    boolean isTerm =
        leader
            .filter(entry -> entry.created() == origin.term())
            .filter(
                entry ->
                    entry.value() instanceof Leader it
                        && it.controller().equals(origin.controller()))
            .isPresent();
    world.check(
        "C6",
        false,
        isTerm,
        origin.controller()
            + " of term "
            + origin.term()
            + " wrote r"
            + commit.revision()
            + " while "
            + leader.map(Entry::value)
            + " leads");
  }

  private void count(Ref ref, Commit commit) {
    lastMove = commit.revision();
    long last = issued.getOrDefault(ref.node(), 0L);
    if (!restore.isRestored()) {
      world.check(
          "C9",
          last > 0,
          ref.generation() > last,
          ref.node() + " was at generation " + last + " and is told " + ref.generation());
      shrinking.written(commit, ref);
    } else if (commit.txn().origin() instanceof Origin origin) {
      long said = origin.fleet().node(ref.node()).map(Sights::applied).orElse(0L);
      world.check(
          "C9",
          said > 0,
          ref.generation() > said,
          ref.node() + " runs generation " + said + " and is told " + ref.generation());
    }
    issued.put(ref.node(), Math.max(last, ref.generation()));
    world.check(
        "C8",
        commit.before().containsKey(Keys.snapshot(ref.snapshot())),
        store.get(Keys.snapshot(ref.snapshot())).isPresent(),
        ref.node() + " is to run a snapshot that is not stored");
  }

  private void oneActivePerResource() {
    Map<ResourceId, ResourceName> active = new HashMap<>();
    for (Rollout rollout : Sights.values(store.state(), Keys.ROLLOUT, Rollout.class)) {
      if (rollout.isActive()) {
        for (Rollout.Change change : rollout.spec().changes()) {
          ResourceName other = active.put(change.resource(), rollout.metadata().name());
          world.check(
              "C10",
              other != null,
              other == null || isStopped(other),
              change.resource() + " is moved by " + other + " and " + rollout.metadata().name());
        }
      }
    }
  }

  /// A rollout that operators stopped is active until the leader takes note.
  private boolean isStopped(ResourceName rollout) {
    return store
        .get(Keys.rollout(rollout))
        .filter(it -> it.value() instanceof Rollout found && isEnding(found))
        .isPresent();
  }

  private static boolean isEnding(Rollout rollout) {
    return isStopping(Orders.heeded(rollout));
  }

  private static boolean isStopping(Phase phase) {
    return phase == Phase.ABORTED || phase == Phase.ROLLING_BACK;
  }

  private static String told(Commit commit) {
    String keys =
        commit.txn().writes().stream()
            .map(Write::key)
            .filter(key -> !key.startsWith("snapshot"))
            .toList()
            .toString();
    return switch (commit.txn().origin()) {
      case Origin origin ->
          origin.controller()
              + " t"
              + origin.term()
              + " "
              + origin.decision().map(Invariants::told).orElse("")
              + origin.moves().stream().map(Invariants::told).toList();
      case SimApi.Accepted edit ->
          edit.author()
              + (edit.isConsented() ? " agreed to " : " asks for ")
              + edit.edits().stream().map(it -> it.id().toString()).toList();
      default -> commit.txn().origin() + " " + keys;
    };
  }

  private static String told(Decision decision) {
    return decision.rollout().metadata().name()
        + " "
        + decision.rollout().status().phase()
        + "->"
        + decision.next().phase()
        + "("
        + decision.next().admitted()
        + ") "
        + decision.next().reason();
  }

  private static String told(Move move) {
    return move.node() + " " + move.kind() + " by " + move.rollout() + " carries " + move.carries();
  }

  /// After the last fault and a long while: everybody who can be reached answered, and whatever did
  /// not end waits for somebody.
  void atRest(SimFleet fleet) {
    for (SimNode node : fleet.all()) {
      world.check(
          "L1",
          hasAnswered(node),
          node.name()
              + " neither applied nor refused its ref: it runs "
              + node.active()
              + " and refused "
              + node.rejected()
              + ", and is to run "
              + ref(node));
    }
    for (Rollout rollout : Sights.values(store.state(), Keys.ROLLOUT, Rollout.class)) {
      world.check(
          "L3",
          isOver(rollout) || waitsForSomebody(rollout),
          rollout.metadata().name()
              + " is "
              + rollout.status().phase()
              + ": "
              + rollout.status().reason());
    }
  }

  private boolean hasAnswered(SimNode node) {
    return ref(node)
        .map(
            ref ->
                node.active()
                        .filter(
                            it ->
                                it.snapshot().equals(ref.snapshot())
                                    && it.generation() == ref.generation())
                        .isPresent()
                    || node.rejected()
                        .filter(it -> it.generation() == ref.generation())
                        .isPresent())
        .orElse(false);
  }

  private Optional<Ref> ref(SimNode node) {
    return store.get(Keys.ref(node.name())).map(it -> (Ref) it.value());
  }

  private static boolean isOver(Rollout rollout) {
    return switch (rollout.status().phase()) {
      case SUCCEEDED, ROLLED_BACK, ABORTED, SUPERSEDED -> true;
      case PENDING, PROGRESSING, BAKING, AWAITING_APPROVAL, PAUSED, HELD, ROLLING_BACK -> false;
    };
  }

  /// Held, paused, to be approved; behind one of these; or refused by a node on its way back.
  private boolean waitsForSomebody(Rollout rollout) {
    String reason = rollout.status().reason();
    return switch (rollout.status().phase()) {
      case AWAITING_APPROVAL, PAUSED, HELD -> !reason.isEmpty();
      case PENDING -> reason.startsWith("Waits for rollout");
      case ROLLING_BACK -> reason.contains("cannot return until");
      case PROGRESSING, BAKING, ROLLED_BACK, ABORTED, SUCCEEDED, SUPERSEDED -> false;
    };
  }

  /// After operators rolled everything back that was not over: everybody runs what is compiled for
  /// those that carry nothing which is not over.
  void settled(SimFleet fleet) {
    Editions editions = Editions.of(Sights.declared(store.state()), Sights.rollouts(store.state()));
    for (SimNode node : fleet.all()) {
      Optional<Ref> ref = ref(node);
      var wanted =
          editions
              .snapshotOf(node.name(), ref.map(Ref::carries).orElse(Set.of()))
              .map(it -> it.digest());
      boolean isThere =
          node.active().map(SimNode.Kept::snapshot).equals(wanted)
              || node.rejected()
                  .filter(it -> ref.filter(r -> r.generation() == it.generation()).isPresent())
                  .isPresent();
      world.check(
          "L2",
          isThere || isCrowded(node),
          node.name() + " is to run " + wanted + " and runs " + node.active() + " with " + ref);
    }
  }

  /// Where as many nodes are away as the budget allows, only operators can go on.
  private boolean isCrowded(SimNode node) {
    Sights sights =
        new Sights(
            new TreeMap<>(store.state()),
            Set.of(),
            Editions.of(Sights.declared(store.state()), Sights.rollouts(store.state())));
    FleetSight fleet = sights.fleet(world.instant(), false);
    NodeSight itself = fleet.node(node.name()).orElseThrow();
    var cell = itself.places().cell();
    List<NodeSight> domain =
        fleet.nodes().values().stream().filter(it -> it.places().cell().equals(cell)).toList();
    long away = domain.stream().filter(it -> !(it.standing() instanceof Standing.Steady)).count();
    long more = itself.standing() instanceof Standing.Steady ? 1 : 0;
    return away + more > Math.max(1, domain.size() / 10);
  }
}
