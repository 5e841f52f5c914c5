package io.skerry.control.runtime;

import io.skerry.control.rollout.Reconciler;
import io.skerry.control.rollout.RefPlan;
import io.skerry.control.rollout.RefTxns;
import io.skerry.control.rollout.WriteReport;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pass after another of a term's reconciliation: settle what is in doubt, ask the reconciler
/// what to do, carry it out, and tell it what became of it. One thread at a time.
final class ReconcilePass {

  private static final Logger LOG = LoggerFactory.getLogger(ReconcilePass.class);

  private final Reconciler reconciler;
  private final RefWriter writer;
  private final RefTxns txns;
  private String held = "";

  /// How a pass ended.
  enum Result {
    /// Nothing is left to do until something changes.
    DONE,
    /// Something went wrong; another pass should follow after a pause.
    RETRY,
    /// The term is over.
    FENCED
  }

  ReconcilePass(Reconciler reconciler, RefWriter writer, RefTxns txns) {
    this.reconciler = reconciler;
    this.writer = writer;
    this.txns = txns;
  }

  /// Does one pass.
  Result run() {
    try {
      for (ResourceName node : reconciler.unsettled()) {
        reconciler.settle(node, writer.readBack(node));
      }
    } catch (StoreException failure) {
      LOG.warn("Could not read refs back ({}): {}", failure.code(), failure.getMessage());
      return Result.RETRY;
    }
    return switch (reconciler.next()) {
      case Reconciler.Next.Idle() -> {
        release();
        yield Result.DONE;
      }
      case Reconciler.Next.Hold(String reason) -> {
        hold(reason);
        yield Result.DONE;
      }
      case Reconciler.Next.Act(RefPlan plan) -> {
        release();
        yield carryOut(plan);
      }
    };
  }

  private Result carryOut(RefPlan plan) {
    WriteReport report = writer.write(txns, plan, "reconcile-" + reconciler.revision());
    reconciler.settle(report);
    if (!report.written().isEmpty()) {
      LOG.info("Moved {} nodes, term {}", report.written().size(), txns.term());
    }
    report.trouble().ifPresent(why -> LOG.warn("Could not move every node: {}", why));
    if (report.fenced()) {
      return Result.FENCED;
    }
    return report.trouble().isPresent() ? Result.RETRY : Result.DONE;
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
