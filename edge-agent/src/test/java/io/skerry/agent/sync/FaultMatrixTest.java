package io.skerry.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.SimulatedDisk;
import io.skerry.agent.spool.SimulatedDisk.Fault;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What may happen to a node, row by row; crashes are simulated elsewhere.
class FaultMatrixTest {

  private static final Published FIRST = Samples.published(3, 1);
  private static final Published SECOND = Samples.published(3, 2);

  private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
  private final MapContent store = new MapContent();

  @Test
  void storeThatWasRestoredFromAnOldBackupIsNotFollowed() {
    Rig node = serving(5, FIRST);
    node.accept(Samples.ref(3, SECOND.digest()));
    assertThat(node.rejectedCode()).isEqualTo("stale-generation");
    assertThat(conditions(node)).containsExactly("StoreRegressed");
    assertThat(served(node)).isEqualTo(FIRST.digest());
    node.accept(Samples.ref(6, SECOND.digest()));
    assertThat(conditions(node)).as("published again").isEmpty();
    assertThat(served(node)).isEqualTo(SECOND.digest());
  }

  @Test
  void storeThatIsBackAgainEndsTheCondition() {
    Rig node = serving(5, FIRST);
    node.accept(Samples.ref(3, SECOND.digest()));
    node.accept(Samples.ref(5, FIRST.digest()));
    assertThat(conditions(node)).isEmpty();
    assertThat(node.report().rejected()).isEmpty();
  }

  @Test
  void fullDiskIsSaidAndTheNextRefIsStoredInTheRoomThatWasSetAside() {
    Rig node = serving(1, FIRST);
    node.soak();
    boolean[] released = {false};
    disk.faults(
        operation -> {
          released[0] |= operation.equals("delete");
          return operation.equals("write") && !released[0] ? Fault.FULL : Fault.NONE;
        });
    assertThat(node.accept(Samples.ref(2, SECOND.digest()))).isInstanceOf(Outcome.Activated.class);
    assertThat(conditions(node)).containsExactly("DiskFull");
    assertThat(served(restarted())).isEqualTo(SECOND.digest());
  }

  @Test
  void diskWithoutAnyRoomRefusesAndKeepsWhatRuns() {
    Rig node = serving(1, FIRST);
    disk.faults(operation -> operation.equals("write") ? Fault.FULL : Fault.NONE);
    node.accept(Samples.ref(2, SECOND.digest()));
    assertThat(node.rejectedCode()).isEqualTo("disk-full");
    assertThat(conditions(node)).containsExactly("DiskFull");
    assertThat(served(node)).isEqualTo(FIRST.digest());
    Rig again = start();
    assertThat(served(again)).as("also after a start").isEqualTo(FIRST.digest());
    assertThat(conditions(again)).containsExactly("DiskFull");
    disk.faults(_ -> Fault.NONE);
    again.accept(Samples.ref(2, SECOND.digest()));
    assertThat(conditions(again)).isEmpty();
    assertThat(served(again)).isEqualTo(SECOND.digest());
  }

  @Test
  void readOnlyDiskServesThroughAnyNumberOfStarts() {
    serving(1, FIRST).soak();
    disk.faults(_ -> Fault.FAIL);
    for (int start = 0; start < 20; start++) {
      Rig node = start();
      assertThat(served(node)).isEqualTo(FIRST.digest());
      assertThat(conditions(node)).contains("DiskFailed");
      node.accept(Samples.ref(2, SECOND.digest()));
      assertThat(node.rejectedCode()).isEqualTo("disk-error");
      assertThat(served(node)).isEqualTo(FIRST.digest());
    }
  }

  @Test
  void anyDamageToFilesLeavesANodeThatStartsAndCanBeMended() {
    serving(1, FIRST).soak();
    start().accept(Samples.ref(2, SECOND.digest()));
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SimulatedDisk damaged = disk.afterCrash(random);
      for (String file : damaged.list()) {
        int size = damaged.read(file).orElseThrow().length;
        for (int i = 0; i < 1 + seed % 20; i++) {
          damaged.flipBit(file, random.nextInt(size), random.nextInt(8));
        }
      }
      Rig node = new Rig(SnapshotJournal.open(damaged), Samples.NODE, store);
      node.version().ifPresent(v -> assertThat(v.snapshot()).isIn(FIRST.digest(), SECOND.digest()));
      node.applier.release();
      node.accept(Samples.ref(3, FIRST.digest()));
      assertThat(served(node)).as("seed %d", seed).isEqualTo(FIRST.digest());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3652, -3652, 365_000})
  void clockThatIsYearsAwayChangesNothingThatIsServed(long days) {
    Instant[] now = {Instant.parse("2026-11-20T12:00:00Z")};
    Timing timing = new Timing(() -> now[0], () -> 0L);
    NodeStart node = start(timing);
    node.applier().accept(Samples.ref(1, FIRST.digest()), 0, store);
    now[0] = now[0].plus(Duration.ofDays(days));
    NodeStart later = start(timing);
    assertThat(later.applier().accept(Samples.ref(1, FIRST.digest()), 0, store))
        .as("it serves what it had")
        .isInstanceOf(Outcome.Unchanged.class);
    assertThat(later.applier().accept(Samples.ref(2, SECOND.digest()), 0, store))
        .isInstanceOf(Outcome.Activated.class);
    assertThat(later.probation().served(new Kept(SECOND.digest(), 2))).isTrue();
    now[0] = now[0].minus(Duration.ofDays(days));
    assertThat(start(timing).applier().accept(Samples.ref(2, SECOND.digest()), 0, store))
        .isInstanceOf(Outcome.Unchanged.class);
  }

  @Test
  void monthWithoutStoreAndControlPlaneChangesNothingHoweverOftenItStarts() {
    serving(1, FIRST).soak();
    store.reachable = false;
    for (int day = 0; day < 30; day++) {
      Rig node = restarted();
      assertThat(served(node)).isEqualTo(FIRST.digest());
      assertThat(node.report().link().name()).isEqualTo("STALE");
      assertThat(conditions(node)).isEmpty();
      node.soak();
    }
    store.reachable = true;
    Rig back = restarted();
    back.accept(Samples.ref(900, SECOND.digest()));
    assertThat(served(back)).isEqualTo(SECOND.digest());
  }

  private Rig serving(long generation, Published snapshot) {
    store.content.putAll(FIRST.content());
    store.content.putAll(SECOND.content());
    Rig node = start();
    node.accept(Samples.ref(generation, snapshot.digest()));
    assertThat(served(node)).isEqualTo(snapshot.digest());
    return node;
  }

  private Rig start() {
    return new Rig(SnapshotJournal.open(disk), Samples.NODE, store);
  }

  private NodeStart start(Timing timing) {
    store.content.putAll(FIRST.content());
    store.content.putAll(SECOND.content());
    StatusBoard board = new StatusBoard("boot-1", "0.1.0", timing.clock());
    return NodeStart.begin(Samples.NODE, SnapshotJournal.open(disk), board, timing);
  }

  /// After a power failure.
  private Rig restarted() {
    SimulatedDisk left = disk.afterCrash(new SplittableRandom(3));
    return new Rig(SnapshotJournal.open(left), Samples.NODE, store);
  }

  private static Digest served(Rig node) {
    return node.version().map(ConfigView.Version::snapshot).orElseThrow();
  }

  private static List<String> conditions(Rig node) {
    return node.report().conditions().stream().map(Condition::type).toList();
  }
}
