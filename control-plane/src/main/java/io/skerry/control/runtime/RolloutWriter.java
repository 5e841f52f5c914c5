package io.skerry.control.runtime;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.notice.Notices;
import io.skerry.control.rollout.DecisionReport;
import io.skerry.control.rollout.Reconciler.Due;
import io.skerry.control.rollout.Reconciler.Removal;
import io.skerry.control.rollout.RolloutTxns;
import io.skerry.policy.rollout.Decision;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what the leader decided about rollouts.
///
/// Guarantees: the members of waves are stored before, or together with, the decision that admits
/// the first of them; nothing is written outside the term, nor over a rollout that is not as it was
/// decided about. A decision whose fate is unknown is not tried again here: its rollout is reported
/// as unsettled. Should it still land, its requirement keeps any other from landing too.
///
/// Blocks the caller until every transaction was answered, which the store bounds.
public final class RolloutWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutWriter.class);

  private final Clerk clerk;
  private final Parallel parallel;
  private final Audience audience;

  /// @param executor runs transactions; bounds how many are under way at once
  public RolloutWriter(Clerk clerk, Executor executor) {
    this(clerk, executor, _ -> List.of());
  }

  /// @param executor runs transactions; bounds how many are under way at once
  /// @param audience who is told what was decided
  RolloutWriter(Clerk clerk, Executor executor, Audience audience) {
    this.clerk = clerk;
    this.parallel = new Parallel(executor);
    this.audience = audience;
  }

  /// Who is told about the rollouts of a tenant.
  @FunctionalInterface
  interface Audience {
    /// The targets of a tenant, ordered by name.
    List<NotificationTarget> of(TenantName tenant);
  }

  /// Records decisions, each on its own.
  ///
  /// @param cause joins the audit events of one pass
  DecisionReport record(RolloutTxns txns, List<Due> decisions, String cause) {
    DecisionProgress progress = new DecisionProgress(decisions.stream().map(Due::rollout).toList());
    parallel.each(decisions, due -> record(txns, due, cause, progress));
    return progress.report();
  }

  /// Removes rollouts.
  DecisionReport remove(RolloutTxns txns, List<Removal> removals, String cause) {
    DecisionProgress progress =
        new DecisionProgress(removals.stream().map(Removal::rollout).toList());
    for (Removal removal : removals) {
      if (progress.isClean()) {
        Txn txn = txns.removal(removal.rollout(), removal.waves(), clerk.occasion(cause));
        progress.removed(removal.rollout().value().id(), clerk.commit(txn));
      }
    }
    return progress.report();
  }

  /// A rollout as it is stored now; empty when it is gone.
  ///
  /// @throws StoreException when the store does not answer
  Optional<Versioned<Rollout>> readBack(ResourceId id) {
    return clerk
        .store()
        .get(clerk.keys().resource(id))
        .flatMap(
            stored -> {
              Resource found = stored.decode().orThrow();
              return found instanceof Rollout rollout
                  ? Optional.of(new Versioned<>(rollout, stored.created(), stored.modified()))
                  : Optional.empty();
            });
  }

  private void record(RolloutTxns txns, Due due, String cause, DecisionProgress progress) {
    for (Txn wave : txns.before(due.decision())) {
      if (!progress.isClean()) {
        return;
      }
      progress.prepared(clerk.commit(wave));
    }
    if (progress.isClean()) {
      Txn txn =
          txns.decision(
              due.decision(), due.rollout(), clerk.occasion(cause), notices(due.decision()));
      CommitOutcome outcome = clerk.commit(txn);
      progress.decided(due, outcome);
      log(due.decision(), outcome);
    }
  }

  private List<Notification> notices(Decision decision) {
    return Notices.of(
        decision.rollout(),
        RolloutTxns.next(decision),
        audience.of(decision.rollout().metadata().tenant()),
        clerk.ids()::nextUlid,
        clerk.clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static void log(Decision decision, CommitOutcome outcome) {
    if (outcome instanceof CommitOutcome.Committed) {
      LOG.info(
          "{}: {} -> {} {}",
          decision.rollout().id(),
          decision.rollout().status().phase(),
          decision.next().phase(),
          decision.next().reason());
    }
  }
}
