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

  private static final String KIND = "Snapshot";
  private static final Digest DIGEST_PLACEHOLDER = new Digest("0".repeat(64));

  private static final ValueReader<Snapshot.Entry> ENTRY =
      ValueReader.object(
          "an object with tenant, name, kind, blob, size",
          fields ->
              new Snapshot.Entry(
                  fields.required("tenant", TenantName.DEFAULT, Values.TENANT),
                  fields.required("name", "", Values.text(1, 256)),
                  fields.required(
                      "kind",
                      Snapshot.EntryKind.POLICY,
                      Values.oneOf(Snapshot.EntryKind.values(), Snapshot.EntryKind::wireName)),
                  fields.required("blob", DIGEST_PLACEHOLDER, Values.DIGEST),
                  fields.required("size", 0L, Values.longInteger(0, Limits.MAX_EXACT_INTEGER))));

  static final ValueReader<Snapshot> SNAPSHOT =
      ValueReader.object(
          "an object with apiVersion, kind and entries",
          fields -> {
            fields.required("apiVersion", "", Values.oneOfTexts(Set.of(Resource.API_VERSION)));
            fields.required("kind", "", Values.oneOfTexts(Set.of(KIND)));
            List<Snapshot.Entry> entries =
                fields.required(
                    "entries",
                    List.of(),
                    ValueReader.list(ENTRY, 0, 10_000).check(SnapshotFormat::duplicate));
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
