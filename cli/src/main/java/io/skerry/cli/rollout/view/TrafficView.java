package io.skerry.cli.rollout.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/// How far requests moved to the versions that get more.
///
/// @param step the present one, from 1
/// @param steps the most that such a version has at each, in percent
/// @param behind nodes that have the change, but not the present step
/// @param services how requests divide at the present step, such as `asr v1 95 %, v2 5 %`
public record TrafficView(int step, List<String> steps, int behind, List<String> services) {

  /// Copies the lists.
  public TrafficView {
    steps = List.copyOf(steps);
    services = List.copyOf(services);
  }

  /// @param traffic the object `progress.traffic`
  static TrafficView of(JsonNode traffic) {
    return new TrafficView(
        traffic.path("step").asInt(),
        traffic.path("steps").valueStream().map(it -> percent(it.asDouble())).toList(),
        traffic.path("behind").asInt(),
        traffic.path("services").valueStream().map(TrafficView::service).toList());
  }

  /// In one line: `step 1 of 2 (5 % -> 100 %): asr v1 95 %, v2 5 %`.
  public String line() {
    String nodes =
        behind == 0 ? "" : "; %d node%s behind".formatted(behind, behind == 1 ? "" : "s");
    return "step %d of %d (%s): %s%s"
        .formatted(
            step, steps.size(), String.join(" -> ", steps), String.join("; ", services), nodes);
  }

  private static String service(JsonNode service) {
    return service.path("service").asText("")
        + " "
        + service.path("percent").properties().stream()
            .map(version -> version.getKey() + " " + percent(version.getValue().asDouble()))
            .collect(Collectors.joining(", "));
  }

  private static String percent(double value) {
    return (value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value))
        + " %";
  }
}
