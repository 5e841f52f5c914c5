package io.skerry.control.runtime;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.rollout.Proposal;
import io.skerry.control.rollout.RefPlan;
import io.skerry.control.rollout.RefPlan.Piece;
import io.skerry.control.rollout.RefPlan.RefBatch;
import io.skerry.control.rollout.WriteReport;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects what became of a plan's transactions. Safe for use by many threads.
final class WriteProgress {

  private final Map<ResourceName, Versioned<Ref>> written = new HashMap<>();
  private final Set<Digest> stored = new HashSet<>();
  private final Set<ResourceName> unsettled = new HashSet<>();
  private final Set<ResourceId> doubtful = new HashSet<>();
  private Optional<String> trouble = Optional.empty();
  private boolean contentMissing;
  private boolean fenced;

  /// Every node of the plan is unsettled until its transaction was accepted.
  WriteProgress(RefPlan plan) {
    plan.refs().stream()
        .flatMap(batch -> batch.moves().stream())
        .forEach(attached -> unsettled.add(attached.move().proposal().node()));
  }

  /// Whether refs may still be written: all content is there, and the writer leads as far as it
  /// knows.
  synchronized boolean isClean() {
    return !contentMissing && !fenced;
  }

  synchronized void content(Piece piece, CommitOutcome outcome) {
    switch (outcome) {
      case CommitOutcome.Committed _ -> store(piece);
      case CommitOutcome.Conflict _, CommitOutcome.Fenced _, CommitOutcome.Unknown _ -> {
        contentMissing = true;
        failed(outcome);
      }
    }
  }

  synchronized void refs(RefBatch batch, Map<ResourceName, Ref> refs, CommitOutcome outcome) {
    switch (outcome) {
      case CommitOutcome.Committed(Revision revision) -> {
        store(batch.blobs());
        store(batch.manifests());
        batch.moves().forEach(attached -> accept(attached.move().proposal(), refs, revision));
      }
      case CommitOutcome.Conflict _, CommitOutcome.Fenced _, CommitOutcome.Unknown _ -> {
        batch.bases().forEach(basis -> doubtful.add(basis.rollout()));
        failed(outcome);
      }
    }
  }

  synchronized WriteReport report() {
    return new WriteReport(written, stored, unsettled, doubtful, trouble, fenced);
  }

  private void accept(Proposal proposal, Map<ResourceName, Ref> refs, Revision revision) {
    Ref ref = refs.get(proposal.node());
    if (ref != null) {
      Revision created = proposal.current().map(Versioned::created).orElse(revision);
      unsettled.remove(proposal.node());
      written.put(proposal.node(), new Versioned<>(ref, created, revision));
    }
  }

  private void store(Piece piece) {
    stored.addAll(piece.content().keySet());
  }

  private void failed(CommitOutcome outcome) {
    fenced |= outcome instanceof CommitOutcome.Fenced;
    trouble = trouble.or(() -> Troubles.of(outcome));
  }
}
