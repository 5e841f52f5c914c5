package io.skerry.policy.compile;

import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Snapshot;
import java.util.List;
import java.util.stream.Collectors;

/// Puts manifests together from the texts of their entries. Manifests share most entries, and
/// encoding each from its values took most of the time of a small change. The texts come from the
/// manifest's codec, so the bytes are its bytes.
final class ManifestText {

  private static final String EMPTY = Codecs.SNAPSHOT.encode(Snapshot.EMPTY).asText();
  private static final int GAP = EMPTY.indexOf("[]") + 1;
  private static final String BEFORE = EMPTY.substring(0, GAP);
  private static final String AFTER = EMPTY.substring(GAP);

  private ManifestText() {}

  /// One entry.
  static String of(Snapshot.Entry entry) {
    String alone = Codecs.SNAPSHOT.encode(new Snapshot(List.of(entry))).asText();
    return alone.substring(BEFORE.length(), alone.length() - AFTER.length());
  }

  /// The canonical bytes of a manifest.
  ///
  /// @param contents ordered by tenant and name
  static Bytes join(List<Content> contents) {
    return Bytes.utf8(
        contents.stream()
            .map(Content::manifestText)
            .collect(Collectors.joining(",", BEFORE, AFTER)));
  }
}
