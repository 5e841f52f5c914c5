package io.skerry.cli.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What one node said of its requests and its machine, in words.
///
/// @param said the answer of the control plane
public record NodeLines(JsonNode said) {

  private static final String LINE = "  %-12s%s";

  /// The lines; one that says so when the node said nothing.
  public List<String> lines() {
    if (!said.has("newest")) {
      return List.of("  nothing was reported between %s and %s".formatted(from(), to()));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        LINE.formatted(
            "Requests:",
            "%s, %s/s, %s failed, %s refused"
                .formatted(
                    said.path("requests").asText(),
                    Figures.number(said.path("requestsPerSecond").asDouble()),
                    Figures.share(said.path("errorRate").asDouble()),
                    said.path("refused").asText())));
    JsonNode vitals = said.path("vitals");
    if (vitals.isObject()) {
      machine(vitals, lines);
    }
    lines.add(
        LINE.formatted(
            "Telemetry:",
            "%s sent; the request log would have been %s; %s reports given up"
                .formatted(
                    Figures.bytes(said.path("sentBytes").asDouble()),
                    Figures.bytes(said.path("rawLogBytes").asDouble()),
                    said.path("dropped").asText())));
    return lines;
  }

  private static void machine(JsonNode vitals, List<String> lines) {
    String used =
        vitals.has("cpuUsed") ? Figures.number(vitals.path("cpuUsed").asDouble()) : "unknown use";
    lines.add(
        LINE.formatted(
            "CPU:", used + " of " + Figures.number(vitals.path("cpuLimit").asDouble()) + " cores"));
    lines.add(
        LINE.formatted(
            "Memory:",
            "%s of %s, the agent %s"
                .formatted(
                    Figures.bytes(vitals.path("memoryUsed").asDouble()),
                    Figures.bytes(vitals.path("memoryLimit").asDouble()),
                    Figures.bytes(vitals.path("agentMemory").asDouble()))));
    if (vitals.has("celsius")) {
      lines.add(
          LINE.formatted("Hottest:", Figures.number(vitals.path("celsius").asDouble()) + " °C"));
    }
    for (JsonNode gpu : vitals.path("gpus")) {
      lines.add(
          LINE.formatted(
              "GPU:",
              "%s, %s of %s%s"
                  .formatted(
                      gpu.path("name").asText(),
                      Figures.bytes(gpu.path("memoryUsed").asDouble()),
                      Figures.bytes(gpu.path("memoryLimit").asDouble()),
                      gpu.has("busy")
                          ? ", %s busy".formatted(Figures.share(gpu.path("busy").asDouble()))
                          : "")));
    }
  }

  private String from() {
    return said.path("from").asText();
  }

  private String to() {
    return said.path("to").asText();
  }
}
