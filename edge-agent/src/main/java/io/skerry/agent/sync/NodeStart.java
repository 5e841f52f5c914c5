package io.skerry.agent.sync;

import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.DiskException;
import io.skerry.agent.spool.SaveOutcome;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.trial.Quarantine;
import io.skerry.schema.model.ResourceName;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The part of a start that needs no network: the node serves what [Restore] found and says what is
/// wrong.
///
/// @param applier moves the node on from there
/// @param probation how its snapshots do
public record NodeStart(Applier applier, Probation probation) {

  private static final Logger LOG = LoggerFactory.getLogger(NodeStart.class);

  /// Starts a node on its journal. Never fails: what is wrong is said on the board.
  public static NodeStart begin(
      ResourceName node, SnapshotJournal journal, StatusBoard board, Timing timing) {
    return begin(node, journal, board, timing, Preparation.NONE);
  }

  /// The same with something that must succeed before a snapshot is served.
  public static NodeStart begin(
      ResourceName node,
      SnapshotJournal journal,
      StatusBoard board,
      Timing timing,
      Preparation preparation) {
    board.can(preparation.abilities());
    Restore restored = Restore.from(journal, node, timing.clock().instant(), preparation);
    restored.active().ifPresent(active -> serve(active, board));
    restored.problems().forEach(problem -> LOG.warn("stored snapshots: {}", problem));
    if (!restored.problems().isEmpty()) {
      board.raise(ConditionType.STORAGE_DAMAGED, String.join("; ", restored.problems()));
    }
    if (!(restored.disk() instanceof SaveOutcome.Saved)) {
      say(restored.disk(), board);
    }
    restored.heldBack().ifPresent(held -> sayHeldBack(held.choice(), board));
    restored.trial().quarantined().stream()
        .max(Comparator.comparingLong(Quarantine::generation))
        .filter(q -> q.generation() > generation(restored))
        .ifPresent(q -> sayQuarantined(q, board));
    Probation probation = new Probation(node, journal, restored.trial());
    return new NodeStart(
        new Applier(node, journal, board, timing, probation, restored, preparation), probation);
  }

  private static void say(SaveOutcome disk, StatusBoard board) {
    switch (disk) {
      case SaveOutcome.Saved _ -> {}
      case SaveOutcome.SavedOnReserve(String reason) ->
          board.raise(ConditionType.DISK_FULL, reason);
      case SaveOutcome.Failed(DiskException.Code code, String reason) ->
          board.raise(conditionOf(code), reason);
    }
  }

  static ConditionType conditionOf(DiskException.Code code) {
    return switch (code) {
      case FULL -> ConditionType.DISK_FULL;
      case FAILED -> ConditionType.DISK_FAILED;
    };
  }

  private static long generation(Restore restored) {
    return restored.active().map(active -> active.snapshot().ref().generation()).orElse(0L);
  }

  private static void serve(Restore.Active active, StatusBoard board) {
    board.activate(active.view());
    LOG.info(
        "serving the persisted snapshot {} of generation {}",
        active.snapshot().ref().snapshot().abbreviated(),
        active.snapshot().ref().generation());
  }

  private static void sayQuarantined(Quarantine bad, StatusBoard board) {
    String message =
        "the agent did not stay up with snapshot %s of generation %d, given up at %s"
            .formatted(bad.snapshot().abbreviated(), bad.generation(), bad.since());
    LOG.error("{}", message);
    board.raise(ConditionType.CRASH_LOOP, message);
    board.reject(new Rejection(bad.snapshot(), bad.generation(), NackCode.CRASH_LOOP, message));
  }

  private static void sayHeldBack(Kept held, StatusBoard board) {
    String message =
        "the agent did not stay up with snapshot %s of generation %d and has no other: it waits a while for a better one"
            .formatted(held.snapshot().abbreviated(), held.generation());
    LOG.error("{}", message);
    board.raise(ConditionType.CRASH_LOOP, message);
    board.reject(new Rejection(held.snapshot(), held.generation(), NackCode.CRASH_LOOP, message));
  }
}
