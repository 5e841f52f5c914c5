package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Reads request bodies and files into document trees, strictly and under [Limits].
public final class Documents {

  private Documents() {}

  /// How a body is written.
  public enum Format {
    JSON,
    YAML
  }

  /// Every document of a body: a YAML stream, or JSON as one object or one array of objects. At
  /// least one document, each an object.
  public static Decoded<List<JsonNode>> read(Bytes body, Format format) {
    return switch (format) {
      case JSON -> StrictJson.parse(body).then(Documents::unwrapArray);
      case YAML -> StrictYaml.parse(body).then(Documents::requireObjects);
    };
  }

  /// Exactly one document, an object.
  public static Decoded<JsonNode> readOne(Bytes body, Format format) {
    return read(body, format)
        .then(
            documents ->
                documents.size() == 1
                    ? new Decoded.Ok<>(documents.getFirst())
                    : Decoded.malformed(
                        "", "has " + documents.size() + " documents: send one, or use apply"));
  }

  private static Decoded<List<JsonNode>> unwrapArray(List<JsonNode> documents) {
    if (documents.size() == 1 && documents.getFirst().isArray()) {
      List<JsonNode> items = new ArrayList<>();
      documents.getFirst().forEach(items::add);
      return items.isEmpty() || items.size() > Limits.MAX_DOCUMENTS
          ? Decoded.malformed("", "must hold 1 to " + Limits.MAX_DOCUMENTS + " documents")
          : requireObjects(items);
    }
    return requireObjects(documents);
  }

  private static Decoded<List<JsonNode>> requireObjects(List<JsonNode> documents) {
    for (int i = 0; i < documents.size(); i++) {
      if (!documents.get(i).isObject()) {
        return Decoded.malformed(
            documents.size() == 1 ? "" : "documents[" + i + "]",
            "must be an object with apiVersion, kind, metadata and spec; remove empty documents");
      }
    }
    return new Decoded.Ok<>(documents);
  }
}
