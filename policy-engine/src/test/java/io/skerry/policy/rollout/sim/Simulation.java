package io.skerry.policy.rollout.sim;

import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One run: a cell in which things go wrong, watched by the invariants.
final class Simulation {

  private static final long MINUTE = 60_000;

  private final World world;
  private final SimStore store;
  private final SimFleet fleet;
  private final Operators operators;
  private final Invariants invariants;
  private final List<SimController> controllers = new ArrayList<>();
  private final Mode mode;
  private final long seed;

  /// What a run is about.
  enum Mode {
    /// Things go wrong to the end.
    SAFETY,
    /// Things go wrong for a while; then everything must come to rest.
    LIVENESS
  }

  /// What a run came to.
  ///
  /// @param violation what did not hold
  record Result(
      long seed,
      Mode mode,
      Optional<Violation> violation,
      List<String> past,
      long events,
      long millis,
      SortedMap<String, Long> faults,
      SortedMap<String, Long> checks,
      SortedMap<String, Long> met) {}

  private Simulation(long seed, Mode mode, Bug bug) {
    this.seed = seed;
    this.mode = mode;
    this.world = new World(seed, bug);
    this.store = new SimStore(world);
    this.fleet = new SimFleet(world, store);
    this.operators = new Operators(world, store, fleet);
    this.invariants = new Invariants(world, store);
    store.observe(invariants::observe);
    store.observeRefusals(invariants::refused);
    for (int i = 0; i < 3; i++) {
      controllers.add(new SimController(world, store, "cp-" + i, operators::stop));
    }
  }

  /// Runs a seed.
  static Result run(long seed, Mode mode, Bug bug) {
    return new Simulation(seed, mode, bug).run();
  }

  private Result run() {
    Optional<Violation> violation = Optional.empty();
    try {
      operators.begin();
      world.in(MINUTE, this::trouble);
      world.run(world.between(30, 60) * MINUTE);
      switch (mode) {
        case SAFETY -> restore();
        case LIVENESS -> heal();
      }
    } catch (Violation found) {
      violation = Optional.of(found);
    }
    return new Result(
        seed,
        mode,
        violation,
        world.past(),
        world.events(),
        world.now(),
        new TreeMap<>(world.faults()),
        new TreeMap<>(world.checks()),
        new TreeMap<>(world.met()));
  }

  /// In every third run little goes wrong at large, so that rollouts come far.
  private boolean isCalm() {
    return seed % 3 == 1;
  }

  /// Now and then something larger happens.
  private void trouble() {
    if (world.isHealed()) {
      return;
    }
    if (world.goesWrong("controller dies", 0.15)) {
      world.pick(controllers).crash();
    }
    if (world.goesWrong("controller frozen", 0.15)) {
      world.pick(controllers).freeze(world.between(1_000, 60_000));
    }
    if (world.goesWrong("node loses power", 0.2)) {
      world.pick(List.copyOf(fleet.all())).crash();
    }
    if (world.goesWrong("node out of reach", 0.15)) {
      world.pick(List.copyOf(fleet.all())).disconnect(world.between(5_000, 900_000));
    }
    if (world.goesWrong("every node cut off", 0.02)) {
      long millis = world.between(1_000, 90_000);
      fleet.all().forEach(node -> node.disconnect(millis));
    }
    if (world.goesWrong("compaction", 0.1)) {
      store.compact();
    }
    world.in(world.between(1_000, isCalm() ? 300_000 : 30_000), this::trouble);
  }

  /// The store is replaced by an older copy of itself, while operators and controllers go on: what
  /// is older than the fleet may not move before somebody says so.
  private void restore() {
    if (!world.chance(0.6)) {
      return;
    }
    Map.Entry<Long, SortedMap<String, Entry>> backup = store.backup();
    world.run(world.between(5, 20) * MINUTE);
    world.goesWrong("store restored from a backup", 1);
    if (!invariants.movedSince(backup.getKey())) {
      return;
    }
    store.restore(backup);
    invariants.restored();
    controllers.forEach(SimController::cut);
    fleet.all().forEach(SimNode::cut);
    misnumber();
    world.run(20 * MINUTE);
  }

  /// Somebody who does not know what nodes run numbers a ref like one that a node has.
  private void misnumber() {
    for (SimNode node : fleet.all()) {
      Optional<Ref> old = store.get(Keys.ref(node.name())).map(it -> (Ref) it.value());
      Optional<SimNode.Kept> has = node.active();
      if (old.isPresent() && has.isPresent() && world.chance(0.2)) {
        Ref ref = old.get();
        Ref foreign =
            new Ref(
                ref.node(),
                ref.snapshot(),
                has.get().generation(),
                ref.rollout(),
                ref.wave(),
                ref.kind(),
                ref.issuedAt(),
                ref.carries());
        store.commit(
            new Txn(
                List.of(),
                List.of(new Write(Keys.ref(node.name()), Optional.of(foreign))),
                "foreign"));
      }
    }
  }

  private void heal() {
    world.heal();
    fleet.all().forEach(SimNode::connect);
    world.run(270 * MINUTE);
    invariants.atRest(fleet);
    for (int i = 0; i < 3; i++) {
      operators.settleAll();
      world.run(20 * MINUTE);
    }
    invariants.settled(fleet);
  }
}
