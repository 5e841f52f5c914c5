package io.skerry.agent.apply;

import io.skerry.agent.apply.Verified.Bad;
import io.skerry.agent.apply.Verified.Good;
import io.skerry.agent.spool.Piece;
import io.skerry.agent.view.ConfigEntry;
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
/// @param takenOver the entry that the node runs already, for each of the snapshot in its order
public record Checkout(
    Ref ref,
    Bytes manifest,
    Snapshot snapshot,
    EntryTree running,
    List<Optional<ConfigEntry>> takenOver) {

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

  /// Starts with the manifest, which may be anything, on a node that runs nothing.
  public static Verified<Checkout> start(Ref ref, Bytes manifest) {
    return start(ref, manifest, Snapshot.EMPTY, EntryTree.EMPTY);
  }

  /// The same on a node that runs a snapshot.
  public static Verified<Checkout> start(Ref ref, Bytes manifest, VerifiedSnapshot running) {
    return start(ref, manifest, running.snapshot(), running.entries());
  }

  private static Verified<Checkout> start(
      Ref ref, Bytes manifest, Snapshot known, EntryTree running) {
    return ManifestReader.read(ref, manifest, known)
        .then(snapshot -> bounded(ref, snapshot))
        .then(
            snapshot ->
                new Good<>(
                    new Checkout(
                        ref, manifest, snapshot, running, takenOver(snapshot, running.all()))));
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
    for (int i = 0; i < takenOver.size(); i++) {
      if (takenOver.get(i).isEmpty()) {
        missing.add(snapshot.entries().get(i).blob());
      }
    }
    return missing;
  }

  /// Puts the snapshot together. Content that nobody asked for is ignored.
  ///
  /// @param content by the digest that it was asked for with; not verified yet
  public Verified<VerifiedSnapshot> finish(Map<Digest, Bytes> content) {
    List<ConfigEntry> entries = new ArrayList<>(takenOver.size());
    for (int i = 0; i < takenOver.size(); i++) {
      if (takenOver.get(i).isPresent()) {
        entries.add(takenOver.get(i).get());
        continue;
      }
      switch (read(snapshot.entries().get(i), content)) {
        case Good<ConfigEntry>(ConfigEntry entry) -> entries.add(entry);
        case Bad<ConfigEntry>(Rejection rejection) -> {
          return new Bad<>(rejection);
        }
      }
    }
    return new Good<>(new VerifiedSnapshot(ref, manifest, snapshot, running.next(entries)));
  }

  /// Both are in the order of their addresses, so one walk over both finds what they share.
  private static List<Optional<ConfigEntry>> takenOver(
      Snapshot snapshot, List<ConfigEntry> running) {
    List<Optional<ConfigEntry>> found = new ArrayList<>(snapshot.entries().size());
    int next = 0;
    for (Snapshot.Entry entry : snapshot.entries()) {
      while (next < running.size() && compare(running.get(next), entry) < 0) {
        next++;
      }
      found.add(
          next < running.size() && isSame(running.get(next), entry)
              ? Optional.of(running.get(next))
              : Optional.empty());
    }
    return found;
  }

  private static int compare(ConfigEntry have, Snapshot.Entry entry) {
    int byTenant = have.address().tenant().compareTo(entry.tenant());
    return byTenant == 0 ? have.address().name().compareTo(entry.name()) : byTenant;
  }

  private static boolean isSame(ConfigEntry have, Snapshot.Entry entry) {
    return compare(have, entry) == 0
        && have.content().blob().equals(entry.blob())
        && have.content().kind() == entry.kind()
        && have.content().size() == entry.size();
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
