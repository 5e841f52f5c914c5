package io.skerry.agent.apply;

import io.skerry.agent.apply.Verified.Bad;
import io.skerry.agent.apply.Verified.Good;
import io.skerry.agent.spool.Piece;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.EntryAddress;
import io.skerry.agent.view.EntryTree;
import io.skerry.policy.ability.Refusal;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds the snapshot that a ref asks for out of content that may be anything. Entries that the
/// node already runs are taken over as they are; everything else is checked: digests, sizes, and
/// that it can be read.
///
/// @param ref what is asked for
/// @param manifest the bytes of the manifest, verified
/// @param snapshot the same, read
/// @param running what the node runs, to take entries over from
public record Checkout(Ref ref, Bytes manifest, Snapshot snapshot, EntryTree running) {

  /// What a node can take whatever it does with it. A piece must fit into the journal.
  public static final Abilities ABILITIES =
      new Abilities(
          Optional.of(Set.of(Resource.API_VERSION)),
          Optional.empty(),
          Optional.empty(),
          Map.of(
              Abilities.Limit.ENTRIES.wireName(),
              (long) Snapshot.MAX_ENTRIES,
              Abilities.Limit.BLOB_BYTES.wireName(),
              (long) Piece.MAX_BYTES));

  /// Starts with the manifest, which may be anything.
  public static Verified<Checkout> start(Ref ref, Bytes manifest, EntryTree running) {
    return ManifestReader.read(ref, manifest)
        .then(snapshot -> bounded(ref, snapshot))
        .then(snapshot -> new Good<>(new Checkout(ref, manifest, snapshot, running)));
  }

  private static Verified<Snapshot> bounded(Ref ref, Snapshot snapshot) {
    return Refusal.ofManifest(Resource.API_VERSION, snapshot, ABILITIES)
        .<Verified<Snapshot>>map(
            why -> new Bad<>(Rejection.of(ref, NackCode.UNSUPPORTED, why.message())))
        .orElseGet(() -> new Good<>(snapshot));
  }

  /// The digests of the content that the node does not run yet, in the manifest's order.
  public Set<Digest> missing() {
    Set<Digest> missing = new LinkedHashSet<>();
    for (Snapshot.Entry entry : snapshot.entries()) {
      if (takenOver(entry).isEmpty()) {
        missing.add(entry.blob());
      }
    }
    return missing;
  }

  /// Puts the snapshot together. Content that nobody asked for is ignored.
  ///
  /// @param content by the digest that it was asked for with; not verified yet
  public Verified<VerifiedSnapshot> finish(Map<Digest, Bytes> content) {
    List<ConfigEntry> entries = new ArrayList<>(snapshot.entries().size());
    for (Snapshot.Entry entry : snapshot.entries()) {
      Verified<ConfigEntry> checked =
          takenOver(entry)
              .<Verified<ConfigEntry>>map(Good::new)
              .orElseGet(() -> read(entry, content));
      if (checked instanceof Bad<ConfigEntry>(Rejection rejection)) {
        return new Bad<>(rejection);
      }
      checked.then(good -> new Good<>(entries.add(good)));
    }
    return new Good<>(new VerifiedSnapshot(ref, manifest, new EntryTree(entries)));
  }

  private Optional<ConfigEntry> takenOver(Snapshot.Entry entry) {
    return running
        .at(new EntryAddress(entry.tenant(), entry.name()))
        .filter(
            have ->
                have.content().blob().equals(entry.blob())
                    && have.content().kind() == entry.kind()
                    && have.content().size() == entry.size());
  }

  private Verified<ConfigEntry> read(Snapshot.Entry entry, Map<Digest, Bytes> content) {
    Bytes blob = content.get(entry.blob());
    if (blob == null) {
      return bad(NackCode.MISSING_BLOB, entry, "the store has no blob " + entry.blob());
    }
    Digest actual = blob.digest();
    if (!actual.equals(entry.blob())) {
      return bad(
          NackCode.DIGEST_MISMATCH,
          entry,
          "the blob has digest %s instead of %s".formatted(actual, entry.blob()));
    }
    if (blob.size() != entry.size()) {
      return bad(
          NackCode.SIZE_MISMATCH,
          entry,
          "the blob has %d bytes instead of %d".formatted(blob.size(), entry.size()));
    }
    return BlobReader.read(entry, blob)
        .fold(
            Good::new,
            errors ->
                bad(
                    NackCode.MALFORMED_BLOB,
                    entry,
                    "the blob cannot be read: " + Texts.of(errors)));
  }

  private Verified<ConfigEntry> bad(NackCode code, Snapshot.Entry entry, String message) {
    return new Bad<>(Rejection.of(ref, code, entry.tenant() + ":" + entry.name() + ": " + message));
  }
}
