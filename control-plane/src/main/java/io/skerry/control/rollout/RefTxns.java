package io.skerry.control.rollout;

import io.skerry.control.fleet.Versioned;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.RefPlan.Attached;
import io.skerry.control.rollout.RefPlan.Piece;
import io.skerry.control.rollout.RefPlan.RefBatch;
import io.skerry.schema.codec.EnvelopeWriter;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.store.Txn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Turns plans into transactions: the only maker of refs. Pure.
///
/// Every transaction is fenced by the term. A ref is written only over the version that its move
/// started from, with the next generation, and only while the rollout on whose behalf it moves is
/// the one that the move was admitted for: an order that was accepted meanwhile stops it. Each
/// transaction of refs carries one audit event that names them all.
///
/// @param keys where things are
/// @param term on whose authority
public record RefTxns(Keys keys, Term term) {

  private static final String ACTOR = "skerry";
  private static final String VIA = "rollout";

  /// When and why something is written.
  ///
  /// @param id the audit event's ULID, a new one for every transaction
  /// @param at by the writer's clock
  /// @param cause joins the events of one pass
  public record Occasion(String id, Instant at, String cause) {}

  /// A transaction of refs.
  ///
  /// @param txn what to commit
  /// @param refs what it writes
  /// @param encoded the same, as it is stored
  public record RefTxn(Txn txn, Map<ResourceName, Ref> refs, Map<Ref, Bytes> encoded) {}

  /// Stores blobs.
  public Txn blobs(Piece piece) {
    Txn.Builder txn = fenced();
    putBlobs(txn, piece);
    return txn.build();
  }

  /// Stores manifests, whose blobs are stored already.
  public Txn manifests(Piece piece) {
    Txn.Builder txn = fenced();
    putManifests(txn, piece);
    return txn.build();
  }

  /// Moves nodes.
  public RefTxn refs(RefBatch batch, Occasion occasion) {
    Txn.Builder txn = fenced();
    putBlobs(txn, batch.blobs());
    putManifests(txn, batch.manifests());
    batch.bases().forEach(it -> txn.requireUnchanged(keys.resource(it.rollout()), it.modified()));
    Map<ResourceName, Ref> refs = new TreeMap<>();
    Map<Ref, Bytes> encoded = new HashMap<>();
    List<AuditEvent.Change> changes = new ArrayList<>();
    Map<Map<Digest, Bytes>, EnvelopeWriter> writers = new HashMap<>();
    for (Attached attached : batch.moves()) {
      Proposal proposal = attached.move().proposal();
      Ref ref = next(attached.move());
      require(txn, proposal);
      EnvelopeWriter writer = writers.computeIfAbsent(attached.attachments(), EnvelopeWriter::new);
      Bytes bytes = writer.write(ref);
      txn.putEncoded(keys.ref(proposal.node()), bytes);
      encoded.put(ref, bytes);
      changes.add(new AuditEvent.Change.RefChanged(ref, formerSnapshot(proposal)));
      refs.put(proposal.node(), ref);
    }
    txn.put(keys.outbox(occasion.id()), event(occasion, changes));
    return new RefTxn(txn.build(), refs, encoded);
  }

  private static AuditEvent event(Occasion occasion, List<AuditEvent.Change> changes) {
    return new AuditEvent(occasion.id(), occasion.at(), ACTOR, VIA, occasion.cause(), changes);
  }

  private static Ref next(Move move) {
    Proposal proposal = move.proposal();
    return new Ref(
        proposal.node(),
        proposal.snapshot(),
        proposal.nextGeneration(),
        move.order().rollout(),
        move.order().wave(),
        move.order().kind(),
        move.order().issuedAt(),
        move.order().carries());
  }

  private void require(Txn.Builder txn, Proposal proposal) {
    Key<RefEnvelope> key = keys.ref(proposal.node());
    proposal
        .current()
        .map(Versioned::modified)
        .or(proposal::garbage)
        .ifPresentOrElse(
            modified -> txn.requireUnchanged(key, modified), () -> txn.requireAbsent(key));
  }

  private static Optional<Digest> formerSnapshot(Proposal proposal) {
    return proposal.current().map(ref -> ref.value().snapshot());
  }

  private Txn.Builder fenced() {
    return Txn.builder().require(term.fence(keys));
  }

  private void putBlobs(Txn.Builder txn, Piece piece) {
    piece.content().forEach((digest, bytes) -> txn.put(keys.blob(digest), bytes));
  }

  private void putManifests(Txn.Builder txn, Piece piece) {
    piece
        .content()
        .forEach(
            (digest, bytes) -> {
              Key<Snapshot> key = keys.snapshot(digest);
              txn.put(key, key.codec().decode(bytes).orThrow());
            });
  }
}
