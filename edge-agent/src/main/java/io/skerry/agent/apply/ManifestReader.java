package io.skerry.agent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.agent.apply.Verified.Bad;
import io.skerry.agent.apply.Verified.Good;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.Manifests;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Snapshot;
import java.util.Arrays;

/// Reads a manifest that claims to be what a ref points at.
final class ManifestReader {

  private static final String API_VERSION = "skerry/v1";

  private ManifestReader() {}

  /// @param known what the node runs, much of which will be in the manifest again
  static Verified<Snapshot> read(Ref ref, Bytes manifest, Snapshot known) {
    Digest actual = manifest.digest();
    if (!actual.equals(ref.snapshot())) {
      return bad(
          ref,
          NackCode.DIGEST_MISMATCH,
          "the manifest has digest %s instead of %s".formatted(actual, ref.snapshot()));
    }
    return Manifests.decode(manifest, known)
        .fold(
            Good::new,
            errors ->
                bad(ref, classify(manifest), "the manifest cannot be read: " + Texts.of(errors)));
  }

  /// A manifest of a later release is not broken, only beyond this one.
  private static NackCode classify(Bytes manifest) {
    return switch (CanonicalJson.parse(manifest)) {
      case Decoded.Ok<JsonNode>(JsonNode document) ->
          usesUnknown(document) ? NackCode.UNSUPPORTED : NackCode.MALFORMED_SNAPSHOT;
      case Decoded.Malformed<JsonNode> _ -> NackCode.MALFORMED_SNAPSHOT;
    };
  }

  private static boolean usesUnknown(JsonNode document) {
    JsonNode version = document.path("apiVersion");
    if (version.isTextual() && !version.asText().equals(API_VERSION)) {
      return true;
    }
    for (JsonNode entry : document.path("entries")) {
      JsonNode kind = entry.path("kind");
      if (kind.isTextual() && !isKnownKind(kind.asText())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKnownKind(String kind) {
    return Arrays.stream(Snapshot.EntryKind.values()).anyMatch(k -> k.wireName().equals(kind));
  }

  private static Verified<Snapshot> bad(Ref ref, NackCode code, String message) {
    return new Bad<>(Rejection.of(ref, code, message));
  }
}
