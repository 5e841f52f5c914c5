package io.skerry.policy.rollout.sim;

import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Standing;
import io.skerry.policy.rollout.sim.SimStore.Commit;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// A node as the protocol describes it: follows its ref, refuses what it must, keeps what it has on
/// a disk that loses what was not synced, returns to its last known good snapshot when the agent
/// cannot stay up, and reports now and then, as far as the network lets it.
final class SimNode implements Feed.Listener {

  private static final long HEARTBEAT = 10_000;
  private static final long SOAK = 60_000;
  private static final int STARTS = 3;

  private final World world;
  private final SimStore store;
  private final Replica replica;
  private final ResourceName name;
  private final String version;
  private final Feed feed;

  private Optional<Ref> wanted = Optional.empty();
  private Optional<Kept> disk = Optional.empty();
  private Optional<Kept> synced = Optional.empty();
  private Optional<Kept> active = Optional.empty();
  private Optional<Digest> good = Optional.empty();
  private Optional<NodeStatus.Rejected> rejected = Optional.empty();
  private Optional<NodeStatus.Deferral> wish = Optional.empty();
  private final Set<Digest> quarantined = new HashSet<>();
  private long servedSince;
  private long answered;
  private long boot = 1;
  private long life;
  private int health = 100;
  private boolean isCrashing;
  private boolean isLooping;
  private boolean isConnected = true;
  private boolean isGone;
  private boolean isApplying;

  /// @param generation of the ref that asked for it
  record Kept(Digest snapshot, long generation) {}

  SimNode(World world, SimStore store, Replica replica, ResourceName name, String version) {
    this.world = world;
    this.store = store;
    this.replica = replica;
    this.name = name;
    this.version = version;
    this.feed = new Feed(world, store, this, 10_000, replica::connecting);
    feed.restart();
    world.in(world.between(0, HEARTBEAT), this::beat);
  }

  ResourceName name() {
    return name;
  }

  Optional<Kept> active() {
    return active;
  }

  boolean isReachable() {
    return isConnected && !isGone;
  }

  Optional<NodeStatus.Rejected> rejected() {
    return rejected;
  }

  void remove() {
    isGone = true;
    life++;
  }

  void disconnect(long millis) {
    if (!isConnected) {
      return;
    }
    isConnected = false;
    feed.cut();
    world.in(millis, this::connect);
  }

  /// The store closed its connection.
  void cut() {
    feed.cut();
  }

  void connect() {
    isConnected = true;
  }

  /// The machine loses power and comes back: what was not synced is gone.
  void crash() {
    life++;
    boot++;
    isApplying = false;
    disk = synced;
    active = disk;
    isCrashing = activeHas(Poison.CRASHING);
    isLooping = false;
    health = activeHas(Poison.SICKENING) ? 20 : 100;
    servedSince = world.now();
    rejected = Optional.empty();
    long now = active.map(Kept::generation).orElse(0L);
    world.check(
        "A3",
        now >= answered,
        name + " answered for generation " + answered + " and started with " + now);
    wanted = Optional.empty();
    feed.restart();
    if (isCrashing) {
      dieLater(1);
    } else {
      soak();
    }
  }

  @Override
  public void onList(SortedMap<String, Entry> state, long revision) {
    Optional.ofNullable(state.get(Keys.ref(name))).ifPresent(this::want);
  }

  @Override
  public void onCommits(List<Commit> commits, long reached) {
    for (Commit commit : commits) {
      for (SimStore.Write write : commit.txn().writes()) {
        if (write.key().equals(Keys.ref(name))) {
          write.value().ifPresent(value -> want(new Entry(value, 0, 0)));
        }
      }
    }
  }

  @Override
  public void onRegress() {
    // A node trusts generations, not revisions.
  }

  @Override
  public boolean canConnect() {
    return isConnected && !isGone;
  }

  private void want(Entry entry) {
    if (entry.value() instanceof Ref ref && !isGone) {
      wanted = Optional.of(ref);
      next();
    }
  }

  private void next() {
    if (isApplying || wanted.isEmpty()) {
      return;
    }
    Ref ref = wanted.get();
    wanted = Optional.empty();
    Optional<Kept> has = active;
    if (has.isPresent() && !Generations.isNewer(world, ref, has.get())) {
      if (ref.snapshot().equals(has.get().snapshot())
          && ref.generation() == has.get().generation()) {
        return;
      }
      world.check(
          "A4",
          !world.has(Bug.COUNTERS_AS_TEXT) || ref.generation() <= has.get().generation(),
          name
              + " takes generation "
              + ref.generation()
              + " for older than "
              + has.get().generation());
      refuse(
          ref,
          ref.generation() < has.get().generation()
              ? "stale-generation"
              : "equal-generation-other-digest");
      return;
    }
    isApplying = true;
    long mine = life;
    long slow = world.goesWrong("slow apply", 0.02) ? world.between(10_000, 120_000) : 0;
    world.in(world.between(20, 2_000) + slow, () -> ifAlive(mine, () -> apply(ref)));
  }

  private void apply(Ref ref) {
    isApplying = false;
    Optional<CompiledSnapshot> content =
        store
            .get(Keys.snapshot(ref.snapshot()))
            .flatMap(
                it ->
                    it.value() instanceof CompiledSnapshot found
                        ? Optional.of(found)
                        : Optional.empty());
    Set<Poison> poison = content.map(Poison::of).orElse(Set.of());
    boolean isRefused =
        poison.contains(Poison.REFUSED)
            || (poison.contains(Poison.REFUSED_BY_NEWER) && version.equals("2.0"));
    if (content.isEmpty()) {
      refuse(ref, "content-missing");
    } else if (isRefused) {
      refuse(ref, "bad-entry");
    } else if (quarantined.contains(ref.snapshot())) {
      refuse(ref, Standing.CRASHED);
    } else {
      activate(ref, poison);
    }
    next();
  }

  private void activate(Ref ref, Set<Poison> poison) {
    Kept before = active.orElse(new Kept(ref.snapshot(), 0));
    world.check(
        "A3",
        ref.generation() >= before.generation(),
        name + " goes from generation " + before.generation() + " to " + ref.generation());
    world.check(
        "A4",
        ref.generation() != before.generation() || ref.snapshot().equals(before.snapshot()),
        name + " takes another snapshot of generation " + ref.generation());
    Kept kept = new Kept(ref.snapshot(), ref.generation());
    disk = Optional.of(kept);
    if (!world.has(Bug.SKIP_FSYNC) || world.chance(0.5)) {
      synced = disk;
    }
    active = disk;
    rejected = Optional.empty();
    health = 100;
    servedSince = world.now();
    isCrashing = poison.contains(Poison.CRASHING);
    isLooping = false;
    if (world.has(Bug.GOOD_BEFORE_SOAK)) {
      markGood();
    }
    if (isCrashing) {
      dieLater(1);
    } else {
      if (poison.contains(Poison.SICKENING)) {
        sickenLater();
      }
      soak();
    }
    answered = ref.generation();
    report();
  }

  private boolean activeHas(Poison poison) {
    return active
        .flatMap(it -> store.get(Keys.snapshot(it.snapshot())))
        .filter(
            it -> it.value() instanceof CompiledSnapshot found && Poison.of(found).contains(poison))
        .isPresent();
  }

  private void sickenLater() {
    Optional<Kept> mine = active;
    world.in(
        world.between(1_000, 20_000),
        () -> {
          if (active.equals(mine)) {
            health = 20;
            report();
          }
        });
  }

  private void soak() {
    Optional<Kept> mine = active;
    long since = servedSince;
    world.in(
        SOAK,
        () -> {
          if (active.equals(mine) && servedSince == since && !isCrashing) {
            markGood();
          }
        });
  }

  private void markGood() {
    world.check(
        "A6",
        world.now() - servedSince >= SOAK,
        name + " takes a snapshot for good after " + (world.now() - servedSince) + " ms");
    good = active.map(Kept::snapshot);
  }

  private void dieLater(int start) {
    long mine = life;
    world.in(world.between(500, 15_000), () -> ifAlive(mine, () -> die(start)));
  }

  /// The agent died of what it serves. After the last start it returns to what was good.
  private void die(int start) {
    if (!isCrashing) {
      return;
    }
    boot++;
    isLooping = true;
    if (start < STARTS) {
      dieLater(start + 1);
      report();
      return;
    }
    Kept bad = active.orElseThrow();
    quarantined.add(bad.snapshot());
    isCrashing = false;
    isLooping = false;
    active = good.map(it -> new Kept(it, bad.generation()));
    disk = active;
    synced = active;
    servedSince = world.now();
    world.check(
        "A6",
        active.filter(it -> quarantined.contains(it.snapshot())).isEmpty(),
        name + " returns to a snapshot that it cannot stay up with");
    if (rejected.filter(it -> it.generation() > bad.generation()).isEmpty()) {
      rejected = Optional.of(rejection(bad.snapshot(), bad.generation(), Standing.CRASHED));
    }
    answered = active.map(Kept::generation).orElse(0L);
    report();
    next();
  }

  private void refuse(Ref ref, String code) {
    rejected = Optional.of(rejection(ref.snapshot(), ref.generation(), code));
    report();
  }

  private NodeStatus.Rejected rejection(Digest snapshot, long generation, String code) {
    return new NodeStatus.Rejected(snapshot, generation, code, "no", world.instant());
  }

  private void beat() {
    if (isGone) {
      return;
    }
    wish();
    report();
    world.in(HEARTBEAT, this::beat);
  }

  private void report() {
    if (!isConnected || isGone || world.goesWrong("report lost", 0.03)) {
      return;
    }
    NodeStatus said = status();
    long late = world.goesWrong("report late", 0.03) ? world.between(1_000, 25_000) : 0;
    world.in(world.between(5, 200) + late, () -> replica.hear(said));
    if (world.goesWrong("report twice", 0.02)) {
      world.in(world.between(5, 5_000), () -> replica.hear(said));
    }
  }

  private NodeStatus status() {
    return new NodeStatus(
        name,
        "cp",
        "boot-" + boot,
        version,
        active.map(
            it -> new NodeStatus.Applied(it.snapshot(), it.generation(), 1000, world.instant())),
        rejected,
        NodeStatus.Link.CONNECTED,
        health,
        NodeStatus.Reachability.HEARD,
        isLooping
            ? List.of(new NodeStatus.Condition(Standing.CRASH_LOOP, "", world.instant()))
            : List.of(),
        world.instant(),
        wish,
        NodeStatus.Findings.NONE);
  }

  /// Now and then a node asks not to be changed for a while.
  private void wish() {
    if (!world.isHealed() && world.chance(0.01)) {
      Instant until = world.instant().plusMillis(world.between(30_000, 900_000));
      wish = Optional.of(new NodeStatus.Deferral(world.instant(), until, "busy"));
    }
  }

  private void ifAlive(long mine, Runnable action) {
    if (mine == life && !isGone) {
      action.run();
    }
  }
}
