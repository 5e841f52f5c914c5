package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.JsonDocument;
import java.util.List;

/// The JSON Canonicalization Scheme (RFC 8785): equal values have equal bytes in every language.
public final class CanonicalJson {

  private CanonicalJson() {}

  /// The canonical UTF-8 bytes of an object or array.
  public static Bytes bytes(JsonNode value) {
    return Bytes.utf8(CanonicalWriter.write(value));
  }

  /// The canonical form of an object or array as an immutable document.
  public static JsonDocument document(JsonNode value) {
    return new JsonDocument(CanonicalWriter.write(value));
  }

  /// A fresh tree of a document.
  public static JsonNode tree(JsonDocument document) {
    return parse(Bytes.utf8(document.canonical())).orThrow();
  }

  /// Reads exactly one JSON document under [Limits].
  public static Decoded<JsonNode> parse(Bytes body) {
    return StrictJson.parse(body).then(CanonicalJson::single);
  }

  private static Decoded<JsonNode> single(List<JsonNode> documents) {
    return documents.size() == 1
        ? new Decoded.Ok<>(documents.getFirst())
        : Decoded.malformed("", "has " + documents.size() + " documents: send one");
  }
}
