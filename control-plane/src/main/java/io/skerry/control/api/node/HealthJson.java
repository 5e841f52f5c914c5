package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.policy.freeze.Opening;
import io.skerry.policy.health.HealthScore;
import io.skerry.policy.health.Signs;
import io.skerry.policy.upkeep.Availability;
import io.skerry.policy.upkeep.ChangeTimes;
import io.skerry.schema.codec.FindingsFormat;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import java.time.Instant;
import java.util.Optional;

/// How well a node is and whether it may be changed, as shown outside.
final class HealthJson {

  private HealthJson() {}

  /// Adds `healthScore` and its derivation, the probes, the eviction, and that two processes
  /// report.
  static void health(ObjectNode json, Signs signs) {
    HealthScore score = HealthScore.of(signs);
    json.put("healthScore", score.shown());
    ObjectNode health =
        json.putObject("health").put("shown", score.shown()).put("decisive", score.decisive());
    var parts = health.putArray("parts");
    for (HealthScore.Part part : score.parts()) {
      parts
          .addObject()
          .put("sign", part.sign().wireName())
          .put("cost", part.cost())
          .put("decisive", part.sign().isDecisive())
          .put("reason", part.reason());
    }
    NodeStatus.Findings found = signs.status().findings();
    if (!found.probes().isEmpty()) {
      var probes = json.putArray("probes");
      found.probes().forEach(it -> probes.add(FindingsFormat.write(it)));
    }
    found.eviction().ifPresent(it -> json.set("eviction", FindingsFormat.write(it)));
    found.starts().shared().ifPresent(it -> json.set("shared", FindingsFormat.write(it)));
  }

  /// Adds `changes`: whether the node may be changed now. Only for nodes that may not always.
  static void changes(ObjectNode json, Node.Spec spec, Optional<Deferral> deferral, Instant now) {
    Optional<Opening> windows =
        Optional.of(spec.upkeep().maintenance())
            .filter(it -> !it.isEmpty())
            .map(it -> Opening.at(it, now));
    if (windows.isEmpty() && deferral.isEmpty()) {
      return;
    }
    switch (new ChangeTimes(windows, deferral).at(now)) {
      case Availability.Free(Instant _, Instant since) -> {
        ObjectNode free = json.putObject("changes").put("allowed", true);
        if (since.isAfter(Instant.MIN)) {
          free.put("since", since.toString());
        }
      }
      case Availability.Busy(Instant until, String why) -> {
        ObjectNode busy = json.putObject("changes").put("allowed", false).put("reason", why);
        if (until.isBefore(Instant.MAX)) {
          busy.put("until", until.toString());
        }
      }
    }
  }
}
