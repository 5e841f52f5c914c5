package io.skerry.control.runtime;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.control.rollout.RefPlan;
import io.skerry.control.rollout.RefPlan.Piece;
import io.skerry.control.rollout.RefPlan.RefBatch;
import io.skerry.control.rollout.RefTxns;
import io.skerry.control.rollout.WriteReport;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import java.util.Optional;
import java.util.concurrent.Executor;

/// The only writer of refs.
///
/// Guarantees: content is stored before, or together with, the first ref that needs it; nothing is
/// written outside the term. A transaction whose fate is unknown is not tried again here: its nodes
/// are reported as unsettled. Should it still land, the requirement on the former version keeps any
/// later attempt from landing too.
///
/// Blocks the caller until every transaction was answered, which the store bounds.
public final class RefWriter {

  /// How many transactions may be under way at once.
  public static final int WIDTH = 4;

  private final Clerk clerk;
  private final WrittenRefs written;
  private final Parallel parallel;

  /// @param written learns what the watch will bring back
  /// @param executor runs transactions; bounds how many are under way at once
  public RefWriter(Clerk clerk, WrittenRefs written, Executor executor) {
    this.clerk = clerk;
    this.written = written;
    this.parallel = new Parallel(executor);
  }

  /// Carries out a plan.
  ///
  /// @param cause joins the audit events of one pass
  public WriteReport write(RefTxns txns, RefPlan plan, String cause) {
    WriteProgress progress = new WriteProgress(plan);
    parallel.each(plan.blobs(), piece -> store(piece, txns.blobs(piece), progress));
    if (progress.isClean()) {
      parallel.each(plan.manifests(), piece -> store(piece, txns.manifests(piece), progress));
    }
    parallel.each(plan.refs(), batch -> move(batch, txns, cause, progress));
    return progress.report();
  }

  /// A node's ref as it is stored now; empty when it has none, malformed when it cannot be read.
  ///
  /// @throws StoreException when the store does not answer
  public Decoded<Optional<Versioned<Ref>>> readBack(ResourceName node) {
    Optional<Stored<RefEnvelope>> stored = clerk.store().get(clerk.keys().ref(node));
    return stored
        .map(found -> found.decode().then(envelope -> versioned(envelope.ref(), found)))
        .orElseGet(() -> new Decoded.Ok<>(Optional.empty()));
  }

  private static Decoded<Optional<Versioned<Ref>>> versioned(Ref ref, Stored<?> stored) {
    return new Decoded.Ok<>(Optional.of(new Versioned<>(ref, stored.created(), stored.modified())));
  }

  private void store(Piece piece, Txn txn, WriteProgress progress) {
    progress.content(piece, clerk.commit(txn));
  }

  private void move(RefBatch batch, RefTxns txns, String cause, WriteProgress progress) {
    if (!progress.isClean()) {
      return;
    }
    RefTxns.RefTxn refs = txns.refs(batch, clerk.occasion(cause));
    refs.encoded().forEach(written::expect);
    progress.refs(batch, refs.refs(), clerk.commit(refs.txn()));
  }
}
