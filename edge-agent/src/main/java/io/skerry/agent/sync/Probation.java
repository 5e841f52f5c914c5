package io.skerry.agent.sync;

import io.skerry.agent.spool.SaveOutcome;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.trial.Quarantine;
import io.skerry.agent.trial.Trial;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a running node's snapshots do, kept in its journal. Safe for use by any thread; calls that
/// store something block until it is certain or failed, at most 30 s.
public final class Probation {

  private static final Logger LOG = LoggerFactory.getLogger(Probation.class);

  private final ResourceName node;
  private final SnapshotJournal journal;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Trial trial;

  /// @param trial what is known after the start
  public Probation(ResourceName node, SnapshotJournal journal, Trial trial) {
    this.node = node;
    this.journal = journal;
    this.trial = trial;
  }

  /// The quarantine of a snapshot, while it lasts.
  public Optional<Quarantine> quarantineOf(Digest snapshot) {
    return trial.quarantineOf(snapshot);
  }

  /// How far what runs has proven itself.
  public CanaryPhase phase(Kept running) {
    return CanaryPhase.of(running, trial);
  }

  /// Whether a snapshot served its soak once.
  public boolean isProven(Digest snapshot) {
    return trial.isProven(snapshot);
  }

  /// The greatest generation that the node gave up; 0 for none.
  long abandoned() {
    return trial.quarantined().stream().mapToLong(Quarantine::generation).max().orElse(0);
  }

  /// A snapshot served its soak in one go.
  ///
  /// @return whether that is stored
  public boolean served(Kept good) {
    writing.lock();
    try {
      Trial next = trial.served(good);
      if (next.equals(trial)) {
        return true;
      }
      if (journal.note(node, next) instanceof SaveOutcome.Failed failed) {
        LOG.warn(
            "that {} served its soak could not be stored: {}",
            good.snapshot().abbreviated(),
            failed.reason());
        return false;
      }
      trial = next;
      LOG.info(
          "snapshot {} of generation {} is the last known good one",
          good.snapshot().abbreviated(),
          good.generation());
      return true;
    } finally {
      writing.unlock();
    }
  }

  /// The agent is asked to end: this start says nothing against what it ran.
  public void ended() {
    writing.lock();
    try {
      Trial next = trial.ended();
      if (!next.equals(trial)) {
        trial = next;
        if (journal.note(node, next) instanceof SaveOutcome.Failed failed) {
          LOG.warn("that the agent ended in order could not be stored: {}", failed.reason());
        }
      }
    } finally {
      writing.unlock();
    }
  }
}
