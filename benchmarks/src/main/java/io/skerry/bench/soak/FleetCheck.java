package io.skerry.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.bench.soak.StateCheck.Held;
import io.skerry.bench.soak.cluster.Answer;
import io.skerry.bench.soak.cluster.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Looks at what is stored and what nodes serve once everything runs again.
///
/// @param cluster what to look at
/// @param plan of the soak
record FleetCheck(Cluster cluster, SoakPlan plan) {

  /// What the policies hold, as one control plane tells.
  Map<String, Held> held(String replica) throws IOException, InterruptedException {
    Map<String, Held> held = new TreeMap<>();
    for (int i = 0; i < plan.keys(); i++) {
      Answer answer = cluster.rest(replica).get("/api/v1/policies/" + plan.key(i));
      if (answer.ok()) {
        held.put(plan.key(i), new Held(answer.text("/spec/config/marker"), answer.revision()));
      } else if (answer.status() != 404) {
        throw new IOException(plan.key(i) + " cannot be read: " + answer);
      }
    }
    return held;
  }

  /// The nodes that are not ready, or do not serve exactly what is stored.
  List<String> wrong(Map<String, Held> held) throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (String node : cluster.nodes()) {
      for (String replica : cluster.replicas()) {
        Answer shown = cluster.rest(replica).get("/api/v1/nodes/" + node);
        String desired = shown.text("/status/desired/snapshot");
        String served = cluster.node(node).digest();
        if (!shown.text("/status/state").equals("ready") || !served.equals(desired)) {
          wrong.add("%s serves %s; %s: %s".formatted(node, served, replica, shown.body()));
        }
      }
      Map<String, String> markers = markers(node);
      Map<String, String> wanted = new TreeMap<>();
      held.forEach((key, value) -> wanted.put(key, value.marker()));
      if (!markers.equals(wanted)) {
        wrong.add("%s serves %s instead of %s".formatted(node, markers, wanted));
      }
    }
    return wrong;
  }

  private Map<String, String> markers(String node) throws IOException, InterruptedException {
    Map<String, String> markers = new TreeMap<>();
    for (JsonNode document : cluster.node(node).documents("policy/").values()) {
      String name = document.path("name").asText();
      if (name.startsWith(plan.keyPrefix())) {
        markers.put(name, document.at("/config/marker").asText());
      }
    }
    return markers;
  }
}
