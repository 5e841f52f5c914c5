package io.skerry.schema.codec;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Snapshot;

/// Manifests as bytes. A node reads one for each change, and most of its lines are those of the one
/// before: these are taken over, and nothing is built to read them.
public final class Manifests {

  private static final Codec<Snapshot> STRICT =
      new JsonCodec<>(SnapshotFormat::write, SnapshotFormat.SNAPSHOT);

  private Manifests() {}

  /// Reads a manifest strictly, as [Codecs#SNAPSHOT] does.
  ///
  /// @param known a snapshot that may be much like it; its entries are used where they are equal
  public static Decoded<Snapshot> decode(Bytes manifest, Snapshot known) {
    return ManifestScan.read(manifest, known.entries())
        .<Decoded<Snapshot>>map(Decoded.Ok::new)
        .orElseGet(() -> STRICT.decode(manifest));
  }

  static Bytes encode(Snapshot snapshot) {
    return STRICT.encode(snapshot);
  }
}
