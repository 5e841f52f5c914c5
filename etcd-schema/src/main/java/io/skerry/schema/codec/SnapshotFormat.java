package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a manifest is written.
final class SnapshotFormat {

  static final String KIND = "Snapshot";
  private static final Digest DIGEST_PLACEHOLDER = new Digest("0".repeat(64));

  /// Equal to no entry.
  static final Snapshot.Entry PLACEHOLDER =
      new Snapshot.Entry(TenantName.DEFAULT, "", Snapshot.EntryKind.POLICY, DIGEST_PLACEHOLDER, 0);

  // Made once: every node reads its manifest while the fleet waits for it.
  private static final ValueReader<String> NAME = Values.text(1, 256);
  private static final ValueReader<Long> SIZE = Values.longInteger(0, Limits.MAX_EXACT_INTEGER);
  private static final ValueReader<Snapshot.EntryKind> ENTRY_KIND =
      Values.oneOf(Snapshot.EntryKind.values(), Snapshot.EntryKind::wireName);
  private static final ValueReader<String> VERSION_TEXT =
      Values.oneOfTexts(Set.of(Resource.API_VERSION));
  private static final ValueReader<String> KIND_TEXT = Values.oneOfTexts(Set.of(KIND));

  static final ValueReader<Snapshot.Entry> ENTRY =
      ValueReader.object(
          "an object with tenant, name, kind, blob, size",
          fields ->
              new Snapshot.Entry(
                  fields.required("tenant", TenantName.DEFAULT, Values.TENANT),
                  fields.required("name", "", NAME),
                  fields.required("kind", Snapshot.EntryKind.POLICY, ENTRY_KIND),
                  fields.required("blob", DIGEST_PLACEHOLDER, Values.DIGEST),
                  fields.required("size", 0L, SIZE)));

  private static final ValueReader<List<Snapshot.Entry>> ENTRIES =
      ValueReader.list(ENTRY, 0, Snapshot.MAX_ENTRIES).check(SnapshotFormat::duplicate);

  static final ValueReader<Snapshot> SNAPSHOT =
      ValueReader.object(
          "an object with apiVersion, kind and entries",
          fields -> {
            fields.required("apiVersion", "", VERSION_TEXT);
            fields.required("kind", "", KIND_TEXT);
            List<Snapshot.Entry> entries = fields.required("entries", List.of(), ENTRIES);
            return new Snapshot(distinct(entries));
          });

  private SnapshotFormat() {}

  static ObjectNode write(Snapshot snapshot) {
    ObjectNode out = JsonWriter.object().put("apiVersion", Resource.API_VERSION).put("kind", KIND);
    out.set("entries", JsonWriter.list(snapshot.entries(), SnapshotFormat::write));
    return out;
  }

  private static ObjectNode write(Snapshot.Entry entry) {
    return JsonWriter.object()
        .put("tenant", entry.tenant().value())
        .put("name", entry.name())
        .put("kind", entry.kind().wireName())
        .put("blob", entry.blob().hex())
        .put("size", entry.size());
  }

  private static Optional<String> duplicate(List<Snapshot.Entry> entries) {
    return distinct(entries).size() == entries.size()
        ? Optional.empty()
        : Optional.of("must not name one address twice");
  }

  private static List<Snapshot.Entry> distinct(List<Snapshot.Entry> entries) {
    Set<String> seen = new HashSet<>();
    return entries.stream().filter(entry -> seen.add(entry.tenant() + " " + entry.name())).toList();
  }
}
