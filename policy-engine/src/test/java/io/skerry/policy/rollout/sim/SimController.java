package io.skerry.policy.rollout.sim;

import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Admission.Move;
import io.skerry.policy.rollout.Decision;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.sim.SimDecider.Work;
import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.rollout.sim.SimStore.Txn;
import io.skerry.policy.rollout.sim.SimStore.Write;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A control-plane replica: follows the store, seeks the lead, and as the leader does what the
/// decider and the admission say, one transaction after the other. It can die or freeze between any
/// two of them, and keeps nothing that is not in the store.
final class SimController implements Feed.Listener {

  private final World world;
  private final SimStore store;
  private final String name;
  private final Consumer<String> meddling;
  private final Feed feed;
  private final Office office;
  private final TreeMap<String, Entry> view = new TreeMap<>();
  private final Map<String, Entry> ahead = new TreeMap<>();
  private final Set<String> unsettled = new TreeSet<>();
  private final Deque<Txn> todo = new ArrayDeque<>();
  private long skew;
  private long reached;
  private long life;
  private long started;
  private long frozenUntil;
  private boolean isUp = true;
  private boolean isBusy;
  private boolean isDue;
  private Optional<Instant> wake = Optional.empty();
  private Editions editions = Editions.EMPTY;
  private Map<String, Long> compiled = Map.of();
  private SortedMap<String, Entry> previous = new TreeMap<>();

  SimController(World world, SimStore store, String name, Consumer<String> meddling) {
    this.meddling = meddling;
    this.world = world;
    this.store = store;
    this.name = name;
    this.skew = world.between(-1_500, 1_500);
    this.office = new Office(world, store, name);
    this.feed = new Feed(world, store, this, 500, () -> {});
    feed.restart();
    world.in(world.between(10, 1_000), this::tick);
  }

  /// What a write of a controller was decided from.
  ///
  /// @param term on whose authority
  /// @param started when it first saw the store since it started, in milliseconds
  /// @param fleet what it saw
  /// @param now by its clock
  /// @param decision when it records one
  /// @param moves when it moves nodes
  record Origin(
      String controller,
      long term,
      long started,
      FleetSight fleet,
      Instant now,
      Optional<Decision> decision,
      List<Move> moves) {}

  /// Dies, and starts anew after a while.
  void crash() {
    life++;
    isUp = false;
    world.in(world.between(1_000, 20_000), this::start);
  }

  private void start() {
    isUp = true;
    isBusy = false;
    isDue = false;
    reached = 0;
    wake = Optional.empty();
    view.clear();
    ahead.clear();
    unsettled.clear();
    todo.clear();
    editions = Editions.EMPTY;
    compiled = Map.of();
    skew = world.between(-1_500, 1_500);
    office.forget();
    feed.restart();
  }

  /// The store closed its connections.
  void cut() {
    feed.cut();
  }

  /// Stands still, and goes on as if nothing had happened.
  void freeze(long millis) {
    frozenUntil = world.now() + millis;
  }

  @Override
  public void onList(SortedMap<String, Entry> state, long revision) {
    if (reached == 0) {
      started = world.now();
    }
    view.clear();
    view.putAll(state);
    arrived(revision);
  }

  @Override
  public void onCommits(List<Commit> commits, long revision) {
    for (Commit commit : commits) {
      for (Write write : commit.txn().writes()) {
        Optional<Object> value = write.value();
        Entry old = view.get(write.key());
        long created = old == null ? commit.revision() : old.created();
        value.ifPresentOrElse(
            it -> view.put(write.key(), new Entry(it, created, commit.revision())),
            () -> view.remove(write.key()));
      }
    }
    arrived(revision);
  }

  private void arrived(long revision) {
    reached = revision;
    if (revision == store.revision()) {
      world.check(
          "W1", view.equals(store.state()), name + " sees something else than the store has");
    }
    ahead.values().removeIf(entry -> entry.modified() <= revision);
    plan(world.between(5, 100));
  }

  @Override
  public void onRegress() {
    compiled = Map.of();
    ahead.clear();
  }

  @Override
  public boolean canConnect() {
    return isUp;
  }

  private void tick() {
    world.in(1_000, this::tick);
    if (isUp && !isFrozen()) {
      office.tick(seen(), reached);
      if (wake.filter(at -> !clock().isBefore(at)).isPresent()) {
        wake = Optional.empty();
        plan(1);
      }
    }
  }

  private Instant clock() {
    return world.instant().plusMillis(skew);
  }

  private boolean isFrozen() {
    return world.now() < frozenUntil;
  }

  private void plan(long millis) {
    if (!isDue) {
      isDue = true;
      long mine = life;
      world.in(millis, () -> ifUp(mine, this::pass));
    }
  }

  private void pass() {
    isDue = false;
    if (isBusy || !office.leads(seen(), reached)) {
      return;
    }
    SortedMap<String, Entry> seen = seen();
    compile(seen);
    Instant now = clock();
    Sights sights = new Sights(seen, Set.copyOf(unsettled), editions);
    SimDecider decider = new SimDecider(world);
    Work work = decider.work(sights, now);
    decider.countWithheld(work, sights, now);
    if (world.chance(0.1)) {
      Editions fresh =
          Editions.of(SimDecider.declared(seen, isPart()), SimDecider.rollouts(seen, isPart()));
      Work again = decider.work(new Sights(seen, Set.copyOf(unsettled), fresh), now);
      world.check(
          "C7",
          !work.isEmpty(),
          again.equals(work),
          name + " decides otherwise than one that starts anew");
    }
    wake = Stream.concat(work.decisions().wake().stream(), news(now)).min(Instant::compareTo);
    todo.addAll(
        new Scribe(seen, unsettled, editions, world, name, office.term(), started)
            .write(work, now));
    isBusy = true;
    next();
  }

  /// Measurements arrive all the time.
  private Stream<Instant> news(Instant now) {
    return Sights.values(seen(), Keys.ROLLOUT, Rollout.class).stream()
        .filter(it -> it.isActive() && !it.spec().shifts().isEmpty())
        .map(_ -> now.plusSeconds(10))
        .limit(1);
  }

  private SortedMap<String, Entry> seen() {
    if (ahead.isEmpty()) {
      return view;
    }
    TreeMap<String, Entry> seen = new TreeMap<>(view);
    seen.putAll(ahead);
    return seen;
  }

  private void compile(SortedMap<String, Entry> seen) {
    Map<String, Long> next = new TreeMap<>();
    seen.forEach(
        (key, entry) -> {
          if (key.startsWith(Keys.RESOURCE) || key.startsWith(Keys.ROLLOUT)) {
            next.put(key, entry.modified());
          }
        });
    next.put("part", isPart() ? 1L : 0L);
    if (next.equals(compiled)) {
      return;
    }
    ResourceSet declared = SimDecider.declared(seen, isPart());
    Rollouts rollouts = SimDecider.rollouts(seen, isPart());
    Set<ResourceId> changed = new HashSet<>(Set.of(Operators.LAST_POLICY));
    Sights.values(seen, Keys.RESOURCE, Resource.class).forEach(it -> changed.add(it.id()));
    Sights.values(previous, Keys.RESOURCE, Resource.class).forEach(it -> changed.add(it.id()));
    editions =
        compiled.isEmpty()
            ? Editions.of(declared, rollouts)
            : editions.update(declared, rollouts, changed);
    previous = new TreeMap<>(seen);
    compiled = next;
  }

  /// Whether it does not have everything yet that it listed, and does not know.
  private boolean isPart() {
    return world.has(Bug.PART_FOR_THE_WHOLE) && world.now() - started < 60_000;
  }

  private void next() {
    Txn txn = todo.poll();
    if (txn == null) {
      isBusy = false;
      return;
    }
    if (world.goesWrong("controller dies between writes", 0.01)) {
      crash();
      return;
    }
    if (world.goesWrong("controller frozen before a write", 0.03)) {
      freeze(world.between(2_000, world.has(Bug.WALL_CLOCK_LEASE) ? 12_000 : 60_000));
    }
    long mine = life;
    world.in(world.between(0, 5), () -> ifUp(mine, () -> send(txn)));
  }

  private void send(Txn txn) {
    if (world.has(Bug.WALL_CLOCK_LEASE) && !office.believes(clock())) {
      todo.clear();
      next();
      return;
    }
    long mine = life;
    boolean isLost = world.goesWrong("request lost", 0.02);
    boolean isUnanswered = world.goesWrong("answer lost", 0.02);
    long late = world.goesWrong("request late", 0.05) ? world.between(1_000, 4_500) : 0;
    long there = world.between(1, 20) + late + meddle(txn);
    long addressee = store.identity();
    if (!isLost) {
      world.in(
          there,
          () -> {
            if (store.identity() != addressee) {
              gone(txn, mine, isUnanswered);
              return;
            }
            Optional<Long> revision = store.commit(txn);
            if (!isUnanswered) {
              world.in(world.between(1, 20), () -> ifUp(mine, () -> answered(txn, revision)));
            }
          });
    }
    if (isLost || isUnanswered) {
      world.in(5_000, () -> ifUp(mine, () -> unknown(txn)));
    }
  }

  /// What was on its way to a store that is gone reaches no other.
  private void gone(Txn txn, long mine, boolean isUnanswered) {
    world.meet("C15", 1);
    if (!isUnanswered) {
      world.in(5_000, () -> ifUp(mine, () -> unknown(txn)));
    }
  }

  /// An operator stops a rollout just while a ref of it is on its way.
  private long meddle(Txn txn) {
    if (!(txn.origin() instanceof Origin origin)
        || origin.moves().isEmpty()
        || !world.goesWrong("stopped while a write is under way", 0.02)) {
      return 0;
    }
    meddling.accept(origin.moves().getFirst().rollout());
    return 400;
  }

  private void answered(Txn txn, Optional<Long> revision) {
    revision.ifPresent(
        at -> {
          if (at > reached) {
            txn.writes().forEach(write -> advance(write, at));
          }
        });
    plan(world.between(1, 50));
    next();
  }

  private void advance(Write write, long at) {
    write.value().ifPresent(value -> ahead.put(write.key(), new Entry(value, at, at)));
  }

  /// Nothing is done about these keys until they were read back.
  private void unknown(Txn txn) {
    txn.writes().forEach(write -> unsettled.add(write.key()));
    long mine = life;
    world.in(world.between(100, 3_000), () -> ifUp(mine, () -> readBack(txn)));
    next();
  }

  private void readBack(Txn txn) {
    for (Write write : txn.writes()) {
      unsettled.remove(write.key());
      store
          .get(write.key())
          .filter(entry -> entry.modified() > reached)
          .ifPresent(entry -> ahead.put(write.key(), entry));
    }
    plan(world.between(1, 50));
  }

  private void ifUp(long mine, Runnable action) {
    if (mine != life || !isUp) {
      return;
    }
    if (isFrozen()) {
      world.in(frozenUntil - world.now(), () -> ifUp(mine, action));
      return;
    }
    action.run();
  }
}
