package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.spool.SimulatedDisk;
import io.skerry.agent.spool.SimulatedDisk.Crashed;
import io.skerry.agent.spool.SimulatedDisk.Fault;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.StartPlan;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// One run of one seed. Time is counted in ticks; a snapshot that crashes does so on load or after
/// some ticks, always before its soak is over.
final class CrashingNode {

  private static final int SOAK = 10;
  private static final int TICKS = 200;
  private static final int ON_LOAD = 0;

  private final long seed;
  private final SplittableRandom random;
  private final Counts counts;
  private final MapContent store = new MapContent();
  private final Map<Digest, Integer> crashAfter = new HashMap<>();
  private final List<Published> good = new ArrayList<>();
  private final List<Published> bad = new ArrayList<>();

  /// Starts in a row of one snapshot that came to nothing.
  private final Map<Digest, Integer> starts = new HashMap<>();

  private SimulatedDisk disk;
  private Rig node;
  private Bytes ref;
  private long generation;
  private long served;
  private int tick;

  /// What happened, over all seeds.
  static final class Counts {
    long crashes;
    long kills;
    long reverts;
    long soaks;
    long refusals;
  }

  CrashingNode(long seed, Counts counts) {
    this.seed = seed;
    this.counts = counts;
    this.random = new SplittableRandom(seed);
    this.disk = new SimulatedDisk(random.split());
    for (int i = 0; i < 3; i++) {
      good.add(publish(i));
      Published crashing = publish(100 + i);
      bad.add(crashing);
      crashAfter.put(crashing.digest(), random.nextInt(SOAK));
    }
    this.node = start(disk);
    this.ref = next(good.getFirst());
    node.accept(ref);
    soak();
  }

  void run() {
    for (tick = 0; tick < TICKS; tick++) {
      try {
        step();
      } catch (Crashed crash) {
        restart();
      }
      check();
    }
    recover();
  }

  private void step() {
    disk.faults(_ -> random.nextInt(60) == 0 ? Fault.CRASH : Fault.NONE);
    switch (random.nextInt(40)) {
      case 0, 1, 2 -> deliver(next(pick(bad)));
      case 3, 4 -> deliver(next(pick(good)));
      case 5 -> {
        counts.kills++;
        throw killed();
      }
      case 6 -> endInOrder();
      default -> deliver(ref);
    }
    if (mustCrash()) {
      counts.crashes++;
      throw killed();
    }
    served++;
    if (served == SOAK) {
      soak();
    }
  }

  private boolean mustCrash() {
    return node.version().map(v -> crashAfter.getOrDefault(v.snapshot(), SOAK)).orElse(SOAK)
        <= served;
  }

  private void deliver(Bytes value) {
    ref = value;
    Optional<ConfigView.Version> before = node.version();
    switch (node.accept(value)) {
      case Outcome.Activated _ -> served = 0;
      case Outcome.Refused refused -> {
        counts.refusals++;
        assertThat(node.version()).as(where("refusal keeps")).isEqualTo(before);
        assertThat(refused.rejection().code().wireName()).as(where("why")).isEqualTo("crash-loop");
      }
      case Outcome.Unchanged _, Outcome.Postponed _ ->
          assertThat(node.version()).as(where("nothing changed")).isEqualTo(before);
    }
  }

  private void endInOrder() {
    Digest running = node.version().orElseThrow().snapshot();
    // First, because a crash in the middle leaves open which of both is known afterwards.
    starts.computeIfPresent(running, (_, n) -> Math.max(0, n - 1));
    node.probation.ended();
    throw killed();
  }

  private void soak() {
    starts.clear();
    node.soak();
    counts.soaks++;
  }

  /// The supervisor starts the agent again, until it stays up for a moment.
  private void restart() {
    while (true) {
      disk = disk.afterCrash(random.split());
      disk.faults(_ -> random.nextInt(100) == 0 ? Fault.CRASH : Fault.NONE);
      try {
        node = start(disk);
        served = 0;
        boolean heldBack = node.applier.isHoldingBack();
        node.applier.release();
        Digest chosen = node.version().orElseThrow().snapshot();
        starts.keySet().removeIf(other -> !other.equals(chosen));
        if (!heldBack) {
          count(chosen);
        }
        if (crashAfter.getOrDefault(chosen, SOAK) != ON_LOAD) {
          return;
        }
        counts.crashes++;
      } catch (Crashed again) {
        counts.kills++;
      }
    }
  }

  private void count(Digest chosen) {
    assertThat(starts.merge(chosen, 1, Integer::sum))
        .as(where("A8 starts in a row of one snapshot"))
        .isLessThanOrEqualTo(StartPlan.MOST_STARTS);
    if (node.generation() < generation && node.rejectedCode().equals("crash-loop")) {
      counts.reverts++;
    }
  }

  private void check() {
    disk.faults(_ -> Fault.NONE);
    for (Published some : bad) {
      assertThat(node.probation.isProven(some.digest()))
          .as(where("A6 what crashes is never known good"))
          .isFalse();
    }
    Digest running = node.version().orElseThrow().snapshot();
    boolean back = node.probation.abandoned() > node.generation();
    if (back) {
      assertThat(node.probation.quarantineOf(running)).as(where("A7 not again")).isEmpty();
      assertThat(node.report().conditions()).as(where("says so")).anyMatch(this::isCrashLoop);
    }
    assertThat(node.accept(Samples.ref(1, good.getLast().digest())))
        .as(where("A3 nothing older is taken"))
        .isInstanceOf(Outcome.Refused.class);
    deliver(ref);
  }

  private boolean isCrashLoop(io.skerry.schema.model.NodeStatus.Condition condition) {
    return condition.type().equals("CrashLoop");
  }

  /// A good snapshot always gets through, and once it has proven itself nothing is held against
  /// others any more.
  private void recover() {
    disk.faults(_ -> Fault.NONE);
    Published last = publish(1_000);
    deliver(next(last));
    assertThat(node.version().map(ConfigView.Version::snapshot))
        .as(where("recovers"))
        .contains(last.digest());
    soak();
    assertThat(node.report().conditions()).as(where("and is well")).isEmpty();
    Rig again = start(disk.afterCrash(random.split()));
    assertThat(again.version().map(ConfigView.Version::snapshot)).contains(last.digest());
    assertThat(again.probation.abandoned()).as(where("forgiven")).isZero();
  }

  private Bytes next(Published snapshot) {
    generation++;
    return Samples.ref(generation, snapshot.digest());
  }

  private Published pick(List<Published> from) {
    return from.get(random.nextInt(from.size()));
  }

  private Published publish(int value) {
    Published snapshot = Samples.published(1 + random.nextInt(3), value);
    store.content.putAll(snapshot.content());
    return snapshot;
  }

  private Rig start(SimulatedDisk from) {
    return new Rig(SnapshotJournal.open(from, 3, 2_000), Samples.NODE, store);
  }

  private static Crashed killed() {
    return new Crashed("its process");
  }

  private String where(String what) {
    return "%s (seed %d, tick %d)".formatted(what, seed, tick);
  }
}
