package io.skerry.control.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Rollout;

/// Rollouts as the history keeps them: of what changes only the generations, because the resources
/// have entries of their own. A decision so stays small, however large the documents that move.
public final class RolloutDocument {

  private RolloutDocument() {}

  /// The document.
  public static JsonDocument of(Rollout rollout) {
    ObjectNode json = Resources.encode(rollout);
    for (JsonNode change : json.path("spec").path("changes")) {
      if (change instanceof ObjectNode fields) {
        shorten(fields, "from");
        shorten(fields, "to");
      }
    }
    return CanonicalJson.document(json);
  }

  private static void shorten(ObjectNode change, String version) {
    JsonNode resource = change.path(version);
    if (resource.isObject()) {
      change.putObject(version).set("generation", resource.path("metadata").path("generation"));
    }
  }
}
