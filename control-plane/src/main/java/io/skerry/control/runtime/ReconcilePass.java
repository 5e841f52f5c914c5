package io.skerry.control.runtime;

import io.skerry.control.rollout.DecisionReport;
import io.skerry.control.rollout.Reconciler;
import io.skerry.control.rollout.Reconciler.Next;
import io.skerry.control.rollout.RefPlan;
import io.skerry.control.rollout.RefTxns;
import io.skerry.control.rollout.RolloutTxns;
import io.skerry.control.rollout.WriteReport;
import io.skerry.control.rollout.evidence.TrafficEvidence;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pass after another of a term's reconciliation: settle what is in doubt, ask the reconciler
/// what to do, carry it out, and tell it what became of it. One thread at a time.
final class ReconcilePass {

  private static final Logger LOG = LoggerFactory.getLogger(ReconcilePass.class);

  private final Reconciler reconciler;
  private final LeaderWriters writers;
  private final RefTxns refs;
  private final RolloutTxns rollouts;
  private final InstantSource clock;
  private final EvidenceDesk desk;
  private String held = "";

  /// How a pass ended.
  enum Result {
    /// Nothing is left to do until something changes, or until the reconciler's time to wake.
    DONE,
    /// Something was recorded, and more may follow from it at once.
    AGAIN,
    /// Something went wrong; another pass should follow after a pause.
    RETRY,
    /// The term is over.
    FENCED
  }

  /// A pass that knows no measurements.
  ReconcilePass(
      Reconciler reconciler,
      LeaderWriters writers,
      RefTxns refs,
      RolloutTxns rollouts,
      InstantSource clock) {
    this(reconciler, writers, refs, rollouts, clock, new EvidenceDesk());
  }

  ReconcilePass(
      Reconciler reconciler,
      LeaderWriters writers,
      RefTxns refs,
      RolloutTxns rollouts,
      InstantSource clock,
      EvidenceDesk desk) {
    this.desk = desk;
    this.reconciler = reconciler;
    this.writers = writers;
    this.refs = refs;
    this.rollouts = rollouts;
    this.clock = clock;
  }

  /// Does one pass.
  Result run() {
    try {
      readBack();
    } catch (StoreException failure) {
      LOG.warn("Could not read back ({}): {}", failure.code(), failure.getMessage());
      return Result.RETRY;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    TrafficEvidence evidence = desk.evidence(now);
    Next next = reconciler.next(now, evidence);
    desk.pass(evidence.asked());
    if (next instanceof Next.Hold(String reason)) {
      hold(reason);
      return Result.DONE;
    }
    release();
    return switch (next) {
      case Next.Idle _, Next.Hold _ -> Result.DONE;
      case Next.Decide(var decisions) ->
          settled(writers.rollouts().record(rollouts, decisions, cause()));
      case Next.Tidy(var removals) ->
          settled(writers.rollouts().remove(rollouts, removals, cause()));
      case Next.Act(RefPlan plan) -> carryOut(plan);
    };
  }

  private void readBack() {
    for (ResourceName node : reconciler.unsettled()) {
      reconciler.settle(node, writers.refs().readBack(node));
    }
    for (ResourceId rollout : reconciler.doubtful()) {
      writers
          .rollouts()
          .readBack(rollout)
          .ifPresentOrElse(reconciler::settle, () -> reconciler.settleGone(rollout));
    }
  }

  private Result settled(DecisionReport report) {
    reconciler.settle(report);
    return result(report.trouble(), report.fenced(), Result.AGAIN);
  }

  private Result carryOut(RefPlan plan) {
    WriteReport report = writers.refs().write(refs, plan, cause());
    reconciler.settle(report);
    if (!report.written().isEmpty()) {
      LOG.info("Moved {} nodes, term {}", report.written().size(), refs.term());
    }
    return result(report.trouble(), report.fenced(), Result.DONE);
  }

  private static Result result(Optional<String> trouble, boolean fenced, Result good) {
    trouble.ifPresent(why -> LOG.warn("Could not write everything: {}", why));
    if (fenced) {
      return Result.FENCED;
    }
    return trouble.isPresent() ? Result.RETRY : good;
  }

  private String cause() {
    return "reconcile-" + reconciler.revision();
  }

  private void hold(String reason) {
    if (!reason.equals(held)) {
      LOG.error("No node is moved: {}. Correct or delete it.", reason);
    }
    held = reason;
  }

  private void release() {
    if (!held.isEmpty()) {
      LOG.info("Nodes are moved again");
      held = "";
    }
  }
}
