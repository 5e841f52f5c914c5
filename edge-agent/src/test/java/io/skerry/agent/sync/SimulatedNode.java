package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.apply.NackCode;
import io.skerry.agent.spool.SimulatedDisk;
import io.skerry.agent.spool.SimulatedDisk.Crashed;
import io.skerry.agent.spool.SimulatedDisk.Fault;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// One run of one seed: a node that is given good refs, old refs and garbage while its disk and its
/// store fail, is crashed at any disk operation, and is checked after every step.
final class SimulatedNode {

  private static final int KEEP = 3;

  /// Small, so that files are replaced often.
  private static final long ROTATE_ABOVE = 2_000;

  private final long seed;
  private final SplittableRandom random;
  private final Counts counts;
  private final Map<Digest, Published> published = new HashMap<>();
  private final List<Published> pool = new ArrayList<>();
  private final List<Bytes> issued = new ArrayList<>();
  private final Map<Long, Digest> byGeneration = new HashMap<>();
  private final MapContent store = new MapContent();
  private SimulatedDisk disk;
  private Rig node;
  private long generation;

  /// The greatest generation that the node said it applied: no crash may undo it.
  private long floor;

  private int step;
  private int faultiness;

  /// What happened, over all seeds.
  static final class Counts {
    int activations;
    int crashes;
    int rejections;
    int diskRefusals;
    int postponed;
  }

  SimulatedNode(long seed, Counts counts) {
    this.seed = seed;
    this.counts = counts;
    this.random = new SplittableRandom(seed);
    this.disk = new SimulatedDisk(random.split());
    for (int i = 0; i < 6; i++) {
      publish(Samples.published(random.nextInt(7), i));
    }
    this.node = start(disk);
  }

  void run(int steps) {
    for (step = 0; step < steps; step++) {
      try {
        act();
      } catch (Crashed crash) {
        restartAfterCrash();
      }
      check(node);
      checkEveryRestart();
    }
    healAndConverge();
  }

  private void act() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> issueAndDeliver();
      case 4 -> redeliver();
      case 5, 6 -> deliver(garbage());
      case 7 -> store.reachable = !store.reachable;
      case 8 -> damageOrRepairStore();
      case 9 -> faultiness = random.nextInt(3);
      case 10 -> restartAfterCrash();
      default -> node = start(disk);
    }
  }

  private void issueAndDeliver() {
    generation += 1 + random.nextInt(3);
    Published next = pool.get(random.nextInt(pool.size()));
    Map<Digest, Bytes> attachments = random.nextBoolean() ? next.content() : Map.of();
    Bytes ref = Samples.ref(Samples.NODE, generation, next.digest(), attachments);
    issued.add(ref);
    deliver(ref);
  }

  private void redeliver() {
    if (!issued.isEmpty()) {
      deliver(issued.get(random.nextInt(issued.size())));
    }
  }

  private Bytes garbage() {
    Published some = pool.get(random.nextInt(pool.size()));
    return switch (random.nextInt(5)) {
      case 0 -> Bytes.utf8("{\"ref\":");
      case 1 -> Samples.ref(new ResourceName("iad-10"), 1_000_000, some.digest(), Map.of());
      case 2 -> Samples.ref(Math.max(1, node.generation()), some.digest());
      case 3 -> Samples.ref(1_000_000, Bytes.utf8("nowhere").digest());
      default -> Samples.ref(1_000_000, lyingManifest());
    };
  }

  /// A manifest that is what its digest says, of blobs that are not.
  private Digest lyingManifest() {
    Published lie = Samples.published(2, 1_000);
    store.content.put(lie.digest(), lie.manifest());
    lie.blobs().keySet().forEach(blob -> store.content.put(blob, Bytes.utf8("{}")));
    return lie.digest();
  }

  private void damageOrRepairStore() {
    Published some = pool.get(random.nextInt(pool.size()));
    switch (random.nextInt(3)) {
      case 0 -> store.content.keySet().removeAll(some.blobs().keySet());
      case 1 -> store.content.put(some.digest(), Bytes.utf8("{\"entries\":[]}"));
      default -> pool.forEach(p -> store.content.putAll(p.content()));
    }
  }

  private void deliver(Bytes ref) {
    Optional<ConfigView.Version> before = node.version();
    Outcome outcome = node.applier.accept(ref, 0, store);
    switch (outcome) {
      case Outcome.Activated(ConfigView.Version version) -> {
        counts.activations++;
        assertThat(node.version()).as(where("activated is served")).contains(version);
        floor = version.generation();
      }
      case Outcome.Refused refused -> {
        assertThat(node.version()).as(where("refusal keeps")).isEqualTo(before);
        count(refused);
        assertThat(node.rejectedCode())
            .as(where("NACK names its code"))
            .isEqualTo(refused.rejection().code().wireName());
      }
      case Outcome.Postponed _, Outcome.Unchanged _ -> {
        counts.postponed += outcome instanceof Outcome.Postponed ? 1 : 0;
        assertThat(node.version()).as(where("nothing changed")).isEqualTo(before);
      }
    }
  }

  private void count(Outcome.Refused refused) {
    NackCode code = refused.rejection().code();
    if (code == NackCode.DISK_ERROR || code == NackCode.DISK_FULL) {
      counts.diskRefusals++;
    } else {
      counts.rejections++;
    }
  }

  private void check(Rig running) {
    ConfigView view = running.board.view();
    view.version().ifPresent(version -> checkServed(view, version));
    assertThat(running.generation()).as(where("A3 never goes back")).isGreaterThanOrEqualTo(floor);
    assertThat(running.report().applied().map(a -> a.snapshot()))
        .as(where("A11 status names what is active"))
        .isEqualTo(view.version().map(ConfigView.Version::snapshot));
  }

  private void checkServed(ConfigView view, ConfigView.Version version) {
    Published expected = published.get(version.snapshot());
    assertThat(expected).as(where("A2 serves only what was published for it")).isNotNull();
    assertThat(byGeneration.merge(version.generation(), version.snapshot(), (old, _) -> old))
        .as(where("A4 one digest for each generation"))
        .isEqualTo(version.snapshot());
    assertThat(view.entries()).as(where("A1 complete")).hasSize(expected.blobs().size());
    for (ConfigEntry entry : view.entries()) {
      assertThat(expected.blobs().get(entry.content().blob()))
          .as(where("A1 every entry from one manifest"))
          .isEqualTo(Bytes.utf8(entry.content().document().canonical()));
    }
  }

  /// A5: whatever a crash at this moment would leave can be served.
  private void checkEveryRestart() {
    if (floor > 0) {
      for (int i = 0; i < 2; i++) {
        check(quietStart(disk.afterCrash(random.split())));
      }
    }
  }

  private void restartAfterCrash() {
    counts.crashes++;
    disk = disk.afterCrash(random.split());
    node = start(disk);
  }

  private Rig start(SimulatedDisk from) {
    from.faults(_ -> Fault.NONE);
    Rig started = quietStart(from);
    started.soak();
    started.applier.settle();
    floor = Math.max(floor, started.generation());
    from.faults(_ -> fault());
    return started;
  }

  private static Rig quietStart(SimulatedDisk from) {
    return new Rig(SnapshotJournal.open(from, KEEP, ROTATE_ABOVE), Samples.NODE);
  }

  private Fault fault() {
    int dice = random.nextInt(30);
    return switch (faultiness) {
      case 1 ->
          dice == 0 ? Fault.CRASH : dice < 4 ? Fault.FAIL : dice < 7 ? Fault.FULL : Fault.NONE;
      case 2 -> dice < 5 ? Fault.CRASH : Fault.NONE;
      default -> Fault.NONE;
    };
  }

  /// A12 and liveness: once faults stop, the newest ref wins, whatever comes before or after it.
  private void healAndConverge() {
    faultiness = 0;
    store.reachable = true;
    pool.forEach(p -> store.content.putAll(p.content()));
    issueAndDeliver();
    long newest = generation;
    assertThat(node.generation()).as(where("converges")).isEqualTo(newest);
    for (int i = 0; i < issued.size(); i++) {
      redeliver();
    }
    deliver(issued.getLast());
    check(node);
    assertThat(node.generation()).as(where("A12 stays")).isEqualTo(newest);
    assertThat(node.report().rejected()).as(where("A12 settles")).isEmpty();
    check(quietStart(disk.afterCrash(random.split())));
  }

  private void publish(Published next) {
    published.put(next.digest(), next);
    pool.add(next);
    store.content.putAll(next.content());
  }

  private String where(String what) {
    return "%s (seed %d, step %d)".formatted(what, seed, step);
  }
}
