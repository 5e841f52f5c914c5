package io.skerry.agent.sync;

import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Position;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.RefGate;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.Activation;
import io.skerry.agent.spool.DiskException;
import io.skerry.agent.spool.Piece;
import io.skerry.agent.spool.SaveOutcome;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.trial.Quarantine;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Moves a node from one snapshot to the next: judge the ref, get the content, verify, prepare the
/// new view beside the active one, persist, swap one reference, report. Whatever fails on the way,
/// the node keeps what it has.
///
/// Safe for use by any thread; calls wait for one another.
public final class Applier {

  private final ResourceName node;
  private final SnapshotJournal journal;
  private final StatusBoard board;
  private final Timing timing;
  private final Preparation preparation;
  private final Probation probation;
  private final ReentrantLock moving = new ReentrantLock();
  private Optional<VerifiedSnapshot> active;
  private volatile Optional<Restore.HeldBack> heldBack;

  /// What was refused last, while it stands: it is reported once, however often it comes.
  private Optional<Refusal> refused = Optional.empty();

  private record Refusal(Bytes value, NackCode code) {}

  /// @param restored what the node serves already
  public Applier(
      ResourceName node,
      SnapshotJournal journal,
      StatusBoard board,
      Timing timing,
      Probation probation,
      Restore restored,
      Preparation preparation) {
    this.node = node;
    this.journal = journal;
    this.board = board;
    this.timing = timing;
    this.probation = probation;
    this.preparation = preparation;
    this.active = restored.active().map(Restore.Active::snapshot);
    this.heldBack = restored.heldBack();
  }

  /// Handles a ref value that was just received.
  ///
  /// @param value the bytes at the node's ref key
  /// @param receivedNanos when, by [Timing#nanos]
  public Outcome accept(Bytes value, long receivedNanos, ContentSource remote) {
    moving.lock();
    try {
      return switch (judge(value)) {
        case RefGate.Verdict.AlreadyActive _ -> alreadyActive();
        case RefGate.Verdict.Refused(Rejection rejection) -> refuse(value, rejection);
        case RefGate.Verdict.CheckOut(RefEnvelope envelope) ->
            checkOut(value, envelope, receivedNanos, remote);
      };
    } finally {
      moving.unlock();
    }
  }

  /// Whether the node waits for something better than the only snapshot it has.
  public boolean isHoldingBack() {
    return heldBack.isPresent();
  }

  /// Serves the snapshot that was held back, unless the node got another meanwhile.
  public void release() {
    moving.lock();
    try {
      heldBack
          .flatMap(held -> held.load().get())
          .filter(_ -> active.isEmpty())
          .ifPresent(
              held -> {
                active = Optional.of(held.snapshot());
                board.activate(held.view());
              });
      heldBack = Optional.empty();
    } finally {
      moving.unlock();
    }
  }

  /// Makes certain what the node serves since its start. To be called once before anybody is told.
  public void settle() {
    if (journal.settle() instanceof SaveOutcome.Failed(DiskException.Code _, String reason)) {
      board.raise(ConditionType.DISK_FAILED, reason);
    }
  }

  /// The ref is gone from the store. Absence never changes what is served.
  public void missing() {
    board.raise(
        ConditionType.REF_MISSING,
        "the store has no ref for this node; it keeps generation "
            + active.map(a -> String.valueOf(a.ref().generation())).orElse("none"));
  }

  private RefGate.Verdict judge(Bytes value) {
    long heldBackAt = heldBack.map(held -> held.choice().generation()).orElse(0L);
    Position position =
        new Position(
            active.map(VerifiedSnapshot::ref),
            Math.max(probation.abandoned(), heldBackAt),
            this::quarantineOf);
    return RefGate.examine(node, position, value);
  }

  private Optional<Quarantine> quarantineOf(Digest snapshot) {
    return probation
        .quarantineOf(snapshot)
        .or(
            () ->
                heldBack
                    .map(Restore.HeldBack::choice)
                    .filter(choice -> choice.snapshot().equals(snapshot))
                    .map(c -> new Quarantine(snapshot, c.generation(), timing.clock().instant())));
  }

  private Outcome alreadyActive() {
    refused = Optional.empty();
    board.clear(ConditionType.STORE_REGRESSED);
    board.settle();
    return new Outcome.Unchanged();
  }

  private Outcome refuse(Bytes value, Rejection rejection) {
    Optional<Refusal> now = Optional.of(new Refusal(value, rejection.code()));
    if (!refused.equals(now)) {
      refused = now;
      board.reject(rejection);
      sayWhetherRegressed(rejection);
    }
    return new Outcome.Refused(rejection);
  }

  /// The store is read in order, so a ref that is older than an earlier one can only mean that the
  /// store itself went back, or that somebody else writes into it.
  private void sayWhetherRegressed(Rejection rejection) {
    if (rejection.code() == NackCode.STALE_GENERATION) {
      board.raise(ConditionType.STORE_REGRESSED, rejection.message());
    } else {
      board.clear(ConditionType.STORE_REGRESSED);
    }
  }

  private Outcome checkOut(
      Bytes value, RefEnvelope envelope, long receivedNanos, ContentSource remote) {
    ContentSource content = new LayeredContent(envelope.attachments(), journal, remote);
    try {
      return switch (assemble(envelope.ref(), content)) {
        case Verified.Bad<VerifiedSnapshot>(Rejection rejection) -> refuse(value, rejection);
        case Verified.Good<VerifiedSnapshot>(VerifiedSnapshot next) ->
            prepare(value, next, receivedNanos);
      };
    } catch (StoreException e) {
      return new Outcome.Postponed(String.valueOf(e.getMessage()));
    }
  }

  private Verified<VerifiedSnapshot> assemble(Ref ref, ContentSource content) {
    Optional<VerifiedSnapshot> same = active.filter(a -> a.ref().snapshot().equals(ref.snapshot()));
    if (same.isPresent()) {
      return new Verified.Good<>(same.get().under(ref));
    }
    Optional<Bytes> manifest = content.manifest(ref.snapshot());
    if (manifest.isEmpty()) {
      return new Verified.Bad<>(
          Rejection.of(
              ref, NackCode.MISSING_SNAPSHOT, "the store has no snapshot " + ref.snapshot()));
    }
    return active
        .map(running -> Checkout.start(ref, manifest.get(), running))
        .orElseGet(() -> Checkout.start(ref, manifest.get()))
        .then(checkout -> checkout.finish(content.blobs(checkout.missing())));
  }

  private Outcome prepare(Bytes value, VerifiedSnapshot next, long receivedNanos) {
    return switch (preparation.prepare(next)) {
      case Verified.Bad<Prepared>(Rejection rejection) -> refuse(value, rejection);
      case Verified.Good<Prepared>(Prepared prepared) ->
          persistAndSwap(value, next, prepared, receivedNanos);
    };
  }

  private Outcome persistAndSwap(
      Bytes value, VerifiedSnapshot next, Prepared prepared, long receivedNanos) {
    Activation activation =
        new Activation(
            node,
            next.ref().generation(),
            timing.clock().instant(),
            timing.microsSince(receivedNanos),
            Codecs.REF.encode(new RefEnvelope(next.ref(), Map.of())));
    return switch (journal.save(activation, pieces(next))) {
      case SaveOutcome.Saved _ -> swap(next, prepared, activation, receivedNanos);
      case SaveOutcome.SavedOnReserve(String reason) -> {
        Outcome activated = swap(next, prepared, activation, receivedNanos);
        board.raise(ConditionType.DISK_FULL, reason);
        yield activated;
      }
      case SaveOutcome.Failed failed -> {
        prepared.retire();
        yield refuseForDisk(value, next.ref(), failed);
      }
    };
  }

  private Outcome swap(
      VerifiedSnapshot next, Prepared prepared, Activation activation, long receivedNanos) {
    ConfigView.Version version =
        new ConfigView.Version(
            next.ref().snapshot(),
            next.ref().generation(),
            activation.at(),
            timing.microsSince(receivedNanos));
    active = Optional.of(next);
    heldBack = Optional.empty();
    refused = Optional.empty();
    board.clear(ConditionType.CRASH_LOOP);
    board.clear(ConditionType.STORE_REGRESSED);
    board.clear(ConditionType.DISK_FULL);
    board.clear(ConditionType.DISK_FAILED);
    board.clear(ConditionType.STORAGE_DAMAGED);
    board.activate(new ConfigView(version, next.entries(), prepared));
    return new Outcome.Activated(version);
  }

  private Outcome refuseForDisk(Bytes value, Ref ref, SaveOutcome.Failed failed) {
    boolean full = failed.code() == DiskException.Code.FULL;
    board.raise(full ? ConditionType.DISK_FULL : ConditionType.DISK_FAILED, failed.reason());
    NackCode code = full ? NackCode.DISK_FULL : NackCode.DISK_ERROR;
    return refuse(
        value, Rejection.of(ref, code, "the snapshot could not be saved: " + failed.reason()));
  }

  private static List<Piece> pieces(VerifiedSnapshot snapshot) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece(snapshot.ref().snapshot(), snapshot::manifest));
    for (ConfigEntry entry : snapshot.entries().all()) {
      ConfigEntry.Content content = entry.content();
      pieces.add(new Piece(content.blob(), () -> Bytes.utf8(content.document().canonical())));
    }
    return pieces;
  }
}
