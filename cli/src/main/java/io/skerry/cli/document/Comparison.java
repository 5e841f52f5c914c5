package io.skerry.cli.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/// What a change to a resource would change, without what the server keeps for itself.
public final class Comparison {
  private static final int CONTEXT_LINES = 3;
  private static final List<String> KEPT_BY_SERVER =
      List.of("uid", "generation", "resourceVersion", "createdAt", "updatedAt");

  private static final String SET_BY_APPLY = "skerry.io/managed-by";

  private Comparison() {}

  /// The lines of a unified difference; none when nothing differs. A missing node stands for a
  /// resource that does not exist.
  public static List<String> unified(String label, JsonNode before, JsonNode after) {
    List<String> left = lines(before);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "live/" + label, "new/" + label, left, DiffUtils.diff(left, lines(after)), CONTEXT_LINES);
  }

  private static List<String> lines(JsonNode resource) {
    if (!(resource.deepCopy() instanceof ObjectNode declared)) {
      return List.of();
    }
    declared.remove("status");
    if (declared.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(KEPT_BY_SERVER);
      dropEmpty(metadata, "labels");
      dropEmpty(metadata, "annotations");
    }
    return Yaml.dump(declared).lines().toList();
  }

  private static void dropEmpty(ObjectNode metadata, String field) {
    if (metadata.path(field) instanceof ObjectNode pairs) {
      pairs.remove(SET_BY_APPLY);
      if (pairs.isEmpty()) {
        metadata.remove(field);
      }
    }
  }
}
