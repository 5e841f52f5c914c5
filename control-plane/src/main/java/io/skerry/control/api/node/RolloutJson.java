package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.RolloutProgress;
import io.skerry.control.fleet.RolloutProgress.Counts;

/// The `progress` of a rollout as it is shown outside.
final class RolloutJson {

  private RolloutJson() {}

  /// Over all nodes, and per wave.
  static ObjectNode of(RolloutProgress progress) {
    ObjectNode json = counts(progress.all());
    ArrayNode waves = json.putArray("waves");
    progress.waves().forEach(wave -> waves.add(counts(wave)));
    return json;
  }

  private static ObjectNode counts(Counts counts) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("members", counts.members())
            .put("updated", counts.updated())
            .put("updating", counts.updating())
            .put("refused", counts.refused())
            .put("unreachable", counts.unreachable())
            .put("pending", counts.pending());
    ArrayNode failing = json.putArray("failing");
    counts
        .failing()
        .forEach(
            node ->
                failing.addObject().put("node", node.node().value()).put("reason", node.reason()));
    return json;
  }
}
