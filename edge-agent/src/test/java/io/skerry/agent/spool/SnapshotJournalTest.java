package io.skerry.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.spool.SimulatedDisk.Fault;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotJournalTest {

  private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(7));

  @Test
  void savedActivationIsFoundAgainAfterACrash() {
    Published first = Samples.published(3, 1);
    assertThat(save(SnapshotJournal.open(disk), 1, first)).isInstanceOf(SaveOutcome.Saved.class);
    SnapshotJournal reopened = SnapshotJournal.open(disk.afterCrash(new SplittableRandom(1)));
    assertThat(reopened.activationsOf(Samples.NODE)).hasSize(1);
    first
        .content()
        .forEach((digest, bytes) -> assertThat(reopened.content(digest)).contains(bytes));
    assertThat(reopened.problems()).isEmpty();
  }

  @Test
  void oneSyncPersistsAnActivationOnceTheFileExists() {
    SnapshotJournal journal = SnapshotJournal.open(disk);
    save(journal, 1, Samples.published(3, 1));
    List<String> operations = new ArrayList<>();
    disk.faults(
        operation -> {
          operations.add(operation);
          return Fault.NONE;
        });
    save(journal, 2, Samples.published(3, 2));
    assertThat(operations).containsExactly("write", "sync");
  }

  @Test
  void contentIsWrittenOnceHoweverManyNodesNeedIt() {
    SnapshotJournal journal = SnapshotJournal.open(disk);
    Published shared = Samples.published(20, 1);
    save(journal, 1, shared);
    int before = size();
    save(journal, new ResourceName("iad-2"), 1, shared);
    assertThat(size() - before).isLessThan(500);
    assertThat(journal.activationsOf(new ResourceName("iad-2"))).hasSize(1);
  }

  @Test
  void flippedBitIsNamedAndThePreviousActivationStays() {
    SnapshotJournal journal = SnapshotJournal.open(disk);
    save(journal, 1, Samples.published(1, 1));
    int intact = size();
    save(journal, 2, Samples.published(1, 2));
    disk.flipBit(disk.list().getFirst(), intact + Frame.HEADER + 40, 3);
    SnapshotJournal reopened = SnapshotJournal.open(disk);
    assertThat(reopened.problems()).hasSize(1).first().asString().contains("unreadable bytes");
    Published first = Samples.published(1, 1);
    assertThat(reopened.content(first.digest())).contains(first.manifest());
  }

  @Test
  void fullDiskRefusesAndKeepsWhatWasSaved() {
    SnapshotJournal journal = SnapshotJournal.open(disk);
    save(journal, 1, Samples.published(1, 1));
    disk.faults(operation -> operation.equals("write") ? Fault.FULL : Fault.NONE);
    assertThat(save(journal, 2, Samples.published(1, 2)))
        .isInstanceOfSatisfying(
            SaveOutcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(DiskException.Code.FULL));
    disk.faults(_ -> Fault.NONE);
    SnapshotJournal reopened = SnapshotJournal.open(disk);
    assertThat(reopened.activationsOf(Samples.NODE)).hasSize(1);
    assertThat(reopened.problems()).as("the torn end was cut off").isEmpty();
    assertThat(save(journal, 3, Samples.published(1, 3))).isInstanceOf(SaveOutcome.Saved.class);
  }

  @Test
  void afterAFailedSyncTheNextSaveGoesToAnotherFile() {
    SnapshotJournal journal = SnapshotJournal.open(disk);
    save(journal, 1, Samples.published(1, 1));
    String before = disk.list().getFirst();
    disk.faults(operation -> operation.equals("sync") ? Fault.FAIL : Fault.NONE);
    assertThat(save(journal, 2, Samples.published(1, 2))).isInstanceOf(SaveOutcome.Failed.class);
    disk.faults(_ -> Fault.NONE);
    assertThat(save(journal, 2, Samples.published(1, 2))).isInstanceOf(SaveOutcome.Saved.class);
    assertThat(disk.list()).hasSize(1).doesNotContain(before);
  }

  @Test
  void aFolderThatCannotBeMadeCertainIsNotFilledByTrying() {
    SnapshotJournal journal = SnapshotJournal.open(disk);
    save(journal, 1, Samples.published(3, 1));
    disk.faults(operation -> operation.equals("sync") ? Fault.FAIL : Fault.NONE);
    save(journal, 2, Samples.published(3, 2));
    disk.faults(operation -> operation.equals("syncDirectory") ? Fault.FAIL : Fault.NONE);
    for (int generation = 3; generation < 50; generation++) {
      assertThat(save(journal, generation, Samples.published(3, generation)))
          .isInstanceOf(SaveOutcome.Failed.class);
      assertThat(disk.list()).hasSizeLessThan(4);
      assertThat(
              SnapshotJournal.open(disk.afterCrash(new SplittableRandom(generation)))
                  .activationsOf(Samples.NODE))
          .anyMatch(it -> it.generation() == 1);
    }
    disk.faults(_ -> Fault.NONE);

    assertThat(save(journal, 50, Samples.published(3, 50))).isInstanceOf(SaveOutcome.Saved.class);
    assertThat(disk.list()).hasSizeLessThan(3);
  }

  @Test
  void filesStayBoundedHoweverOftenANodeMoves() {
    SnapshotJournal journal = SnapshotJournal.open(disk, 3, 8_000);
    for (int generation = 1; generation <= 300; generation++) {
      save(journal, generation, Samples.published(4, generation));
      assertThat(size()).isLessThan(40_000);
    }
    assertThat(SnapshotJournal.open(disk).activationsOf(Samples.NODE))
        .extracting(Activation::generation)
        .containsExactly(300L, 299L, 298L);
  }

  private int size() {
    return disk.list().stream().mapToInt(name -> disk.read(name).orElseThrow().length).sum();
  }

  private static SaveOutcome save(SnapshotJournal journal, long generation, Published snapshot) {
    return save(journal, Samples.NODE, generation, snapshot);
  }

  private static SaveOutcome save(
      SnapshotJournal journal, ResourceName node, long generation, Published snapshot) {
    Bytes ref = Samples.ref(node, generation, snapshot.digest(), Map.of());
    List<Piece> pieces = new ArrayList<>();
    snapshot.content().forEach((digest, bytes) -> pieces.add(new Piece(digest, () -> bytes)));
    return journal.save(new Activation(node, generation, Instant.EPOCH, 5, ref), pieces);
  }
}
