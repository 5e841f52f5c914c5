package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.rest.ApiException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Whether all of these nodes are ready; says how many are when that changes.
final class FleetWait implements BooleanSupplier {
  private final FleetSetup setup;
  private final List<String> nodes;
  private final Progress progress;
  private final Map<String, String> waitingFor = new TreeMap<>();
  private int said = -1;

  FleetWait(FleetSetup setup, List<String> nodes, Progress progress) {
    this.setup = setup;
    this.nodes = List.copyOf(nodes);
    this.progress = progress;
    nodes.forEach(node -> waitingFor.put(node, "nothing heard"));
  }

  @Override
  public boolean getAsBoolean() {
    try {
      setup.nodes().forEach(this::look);
    } catch (ApiException notNow) {
      return false;
    }
    int ready = nodes.size() - waitingFor.size();
    if (ready != said && ready < nodes.size()) {
      progress.say("  fleet           " + ready + " of " + nodes.size() + " nodes ready");
    }
    said = ready;
    return waitingFor.isEmpty();
  }

  /// Why nodes are not ready.
  String reasons() {
    return waitingFor.entrySet().stream()
        .map(node -> node.getKey() + " (" + node.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  /// One node that is not ready.
  String firstNotReady() {
    return waitingFor.keySet().stream().findFirst().orElse("");
  }

  private void look(JsonNode node) {
    String name = ExampleDocuments.nameOf(node);
    String state = node.at("/status/state").asText("pending");
    String reason = node.at("/status/reason").asText("");
    if (state.equals("ready")) {
      waitingFor.remove(name);
    } else if (nodes.contains(name)) {
      waitingFor.put(name, reason.isEmpty() ? state : state + ": " + reason);
    }
  }
}
