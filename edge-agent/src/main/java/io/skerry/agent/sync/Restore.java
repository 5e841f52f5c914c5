package io.skerry.agent.sync;

import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.spool.Activation;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.EntryTree;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a node serves after a start: the newest persisted snapshot that is complete and passes the
/// same checks as content from the store.
///
/// @param active the snapshot with its view; empty when none can be used
/// @param problems why newer ones could not, and what else was damaged; one sentence each
public record Restore(Optional<Active> active, List<String> problems) {

  /// Copies the list.
  public Restore {
    problems = List.copyOf(problems);
  }

  /// A snapshot that can be served again.
  public record Active(VerifiedSnapshot snapshot, ConfigView view) {}

  /// Reads what a node may serve. Never fails: what cannot be read is named.
  public static Restore from(SnapshotJournal journal, ResourceName node) {
    return from(journal, node, Preparation.NONE);
  }

  /// Reads what a node may serve. Never fails: what cannot be read or prepared is named.
  public static Restore from(SnapshotJournal journal, ResourceName node, Preparation preparation) {
    List<String> problems = new ArrayList<>(journal.problems());
    for (Activation activation : journal.activationsOf(node)) {
      switch (load(journal, node, activation)
          .then(snapshot -> active(snapshot, activation, preparation))) {
        case Decoded.Ok<Active>(Active active) -> {
          return new Restore(Optional.of(active), problems);
        }
        case Decoded.Malformed<Active>(List<FieldError> errors) ->
            problems.add(
                "generation %d cannot be used: %s"
                    .formatted(activation.generation(), errors.getFirst().message()));
      }
    }
    return new Restore(Optional.empty(), problems);
  }

  private static Decoded<Active> active(
      VerifiedSnapshot snapshot, Activation activation, Preparation preparation) {
    return switch (preparation.prepare(snapshot)) {
      case Verified.Good<Prepared>(Prepared prepared) ->
          new Decoded.Ok<>(active(snapshot, activation, prepared));
      case Verified.Bad<Prepared>(Rejection rejection) ->
          Decoded.malformed("", rejection.message());
    };
  }

  private static Active active(
      VerifiedSnapshot snapshot, Activation activation, Prepared prepared) {
    ConfigView.Version version =
        new ConfigView.Version(
            snapshot.ref().snapshot(),
            snapshot.ref().generation(),
            activation.at(),
            activation.durationMicros());
    return new Active(snapshot, new ConfigView(version, snapshot.entries(), prepared));
  }

  private static Decoded<VerifiedSnapshot> load(
      SnapshotJournal journal, ResourceName node, Activation activation) {
    return Codecs.REF
        .decode(activation.ref())
        .then(
            envelope ->
                envelope.ref().node().equals(node)
                    ? new Decoded.Ok<>(envelope.ref())
                    : Decoded.<Ref>malformed("", "it was made for " + envelope.ref().node()))
        .then(ref -> assemble(journal, ref));
  }

  private static Decoded<VerifiedSnapshot> assemble(SnapshotJournal journal, Ref ref) {
    Optional<Bytes> manifest = journal.content(ref.snapshot());
    if (manifest.isEmpty()) {
      return Decoded.malformed("", "its manifest is missing or damaged");
    }
    return switch (Checkout.start(ref, manifest.get(), EntryTree.EMPTY)
        .then(checkout -> checkout.finish(stored(journal, checkout)))) {
      case Verified.Good<VerifiedSnapshot>(VerifiedSnapshot snapshot) -> new Decoded.Ok<>(snapshot);
      case Verified.Bad<VerifiedSnapshot>(Rejection rejection) ->
          Decoded.malformed("", rejection.message());
    };
  }

  private static Map<Digest, Bytes> stored(SnapshotJournal journal, Checkout checkout) {
    Map<Digest, Bytes> found = new HashMap<>();
    for (Digest digest : checkout.missing()) {
      journal.content(digest).ifPresent(blob -> found.put(digest, blob));
    }
    return found;
  }
}
