package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON Merge Patch (RFC 7396).
public final class MergePatch {

  private MergePatch() {}

  /// The target with the patch applied. Neither argument is changed, and the result shares no
  /// object with them that it changed itself.
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode members)) {
      return patch;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (target instanceof ObjectNode fields) {
      result.setAll(fields);
    }
    for (var member : members.properties()) {
      if (member.getValue().isNull()) {
        result.remove(member.getKey());
      } else {
        result.set(member.getKey(), apply(result.path(member.getKey()), member.getValue()));
      }
    }
    return result;
  }
}
