package io.skerry.agent.sync;

import io.skerry.agent.Samples;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.Disk;
import io.skerry.agent.spool.SimulatedDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/// A node without threads or a network: what one start makes of a disk, and what refs do to it.
final class Rig {

  static final Timing TIMING = new Timing(() -> Instant.EPOCH, () -> 0L);

  final MapContent store;
  final StatusBoard board;
  final Applier applier;
  final Probation probation;

  Rig(Disk disk, ResourceName node) {
    this(SnapshotJournal.open(disk), node);
  }

  Rig(SnapshotJournal journal, ResourceName node) {
    this(journal, node, new MapContent());
  }

  Rig(SnapshotJournal journal, ResourceName node, MapContent store) {
    this.store = store;
    board = new StatusBoard("boot-1", "0.1.0", TIMING.clock());
    NodeStart start = NodeStart.begin(node, journal, board, TIMING);
    applier = start.applier();
    probation = start.probation();
  }

  Rig(Disk disk) {
    this(disk, Samples.NODE);
  }

  static Rig fresh() {
    return new Rig(new SimulatedDisk(new SplittableRandom(1)));
  }

  /// What is served has served its soak.
  void soak() {
    version().ifPresent(v -> probation.served(new Kept(v.snapshot(), v.generation())));
  }

  Outcome accept(Bytes ref) {
    return applier.accept(ref, 0, store);
  }

  Optional<ConfigView.Version> version() {
    return board.view().version();
  }

  long generation() {
    return version().map(ConfigView.Version::generation).orElse(0L);
  }

  String rejectedCode() {
    return report().rejected().map(Rejected::code).orElse("");
  }

  Report report() {
    return board.report();
  }
}
