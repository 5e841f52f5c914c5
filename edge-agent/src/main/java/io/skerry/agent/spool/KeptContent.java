package io.skerry.agent.spool;

import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Takes activations over into a fresh file with what they need. Reads every manifest once, however
/// many nodes run it. For one file and one thread.
final class KeptContent {

  private final Function<Digest, Optional<Bytes>> stored;
  private final Map<Digest, Optional<List<Digest>>> needs = new HashMap<>();

  /// @param stored content as far as it can still be read, verified
  KeptContent(Function<Digest, Optional<Bytes>> stored) {
    this.stored = stored;
  }

  /// Takes over an activation if all of its content can still be read.
  void add(Activation kept, FrameBatch batch) {
    Map<Digest, Bytes> content = new LinkedHashMap<>();
    boolean complete =
        snapshotOf(kept)
            .flatMap(it -> needs.computeIfAbsent(it, this::needsOf))
            .map(digests -> collect(digests, batch, content))
            .orElse(false);
    if (complete) {
      content.forEach(batch::add);
      batch.add(kept);
    }
  }

  private boolean collect(List<Digest> digests, FrameBatch batch, Map<Digest, Bytes> content) {
    for (Digest digest : digests) {
      if (!batch.has(digest)) {
        Optional<Bytes> bytes = stored.apply(digest);
        bytes.ifPresent(found -> content.put(digest, found));
        if (bytes.isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  private static Optional<Digest> snapshotOf(Activation kept) {
    return switch (Codecs.REF.decode(kept.ref())) {
      case Decoded.Ok<RefEnvelope>(RefEnvelope envelope) -> Optional.of(envelope.ref().snapshot());
      case Decoded.Malformed<RefEnvelope> _ -> Optional.empty();
    };
  }

  private Optional<List<Digest>> needsOf(Digest manifest) {
    return stored
        .apply(manifest)
        .flatMap(
            bytes ->
                switch (Codecs.SNAPSHOT.decode(bytes)) {
                  case Decoded.Ok<Snapshot>(Snapshot snapshot) -> Optional.of(snapshot);
                  case Decoded.Malformed<Snapshot> _ -> Optional.<Snapshot>empty();
                })
        .map(snapshot -> with(manifest, snapshot));
  }

  private static List<Digest> with(Digest manifest, Snapshot snapshot) {
    List<Digest> digests = new ArrayList<>(List.of(manifest));
    snapshot.entries().forEach(entry -> digests.add(entry.blob()));
    return digests;
  }
}
