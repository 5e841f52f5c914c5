package io.skerry.control.runtime;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.rollout.DecisionReport;
import io.skerry.control.rollout.DecisionReport.Recorded;
import io.skerry.control.rollout.Reconciler.Due;
import io.skerry.control.rollout.RolloutTxns;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.store.CommitOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collects what became of transactions about rollouts. Safe for use by many threads.
final class DecisionProgress {

  private final List<Recorded> recorded = new ArrayList<>();
  private final Set<ResourceId> removed = new HashSet<>();
  private final Set<ResourceId> unsettled = new HashSet<>();
  private Optional<String> trouble = Optional.empty();
  private boolean fenced;
  private boolean unprepared;

  /// Every rollout is unsettled until its transaction was accepted.
  DecisionProgress(List<Versioned<Rollout>> rollouts) {
    rollouts.forEach(rollout -> unsettled.add(rollout.value().id()));
  }

  /// Whether there is reason to go on.
  synchronized boolean isClean() {
    return !fenced && !unprepared;
  }

  synchronized void prepared(CommitOutcome outcome) {
    if (!(outcome instanceof CommitOutcome.Committed)) {
      unprepared = true;
      failed(outcome);
    }
  }

  synchronized void decided(Due due, CommitOutcome outcome) {
    if (outcome instanceof CommitOutcome.Committed(Revision revision)) {
      Rollout next = RolloutTxns.next(due.decision());
      unsettled.remove(next.id());
      recorded.add(
          new Recorded(due.decision(), new Versioned<>(next, due.rollout().created(), revision)));
    } else {
      failed(outcome);
    }
  }

  synchronized void removed(ResourceId rollout, CommitOutcome outcome) {
    if (outcome instanceof CommitOutcome.Committed) {
      unsettled.remove(rollout);
      removed.add(rollout);
    } else {
      failed(outcome);
    }
  }

  synchronized DecisionReport report() {
    return new DecisionReport(recorded, removed, unsettled, trouble, fenced);
  }

  private void failed(CommitOutcome outcome) {
    fenced |= outcome instanceof CommitOutcome.Fenced;
    trouble = trouble.or(() -> Troubles.of(outcome));
  }
}
