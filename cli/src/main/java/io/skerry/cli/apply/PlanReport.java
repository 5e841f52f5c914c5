package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A plan in words.
final class PlanReport {
  private PlanReport() {}

  /// One line on how far the change reaches, then a line per warning; nothing for an answer without
  /// a plan.
  static List<String> summary(JsonNode plan) {
    List<String> lines = new ArrayList<>();
    if (plan.isObject()) {
      lines.add(reach(plan));
      plan.path("warnings").forEach(warning -> lines.add("warning: " + warning.asText()));
    }
    return lines;
  }

  /// The summary, and what changes in each distinct snapshot.
  static List<String> full(JsonNode plan) {
    List<String> lines = new ArrayList<>(summary(plan));
    plan.path("snapshots").forEach(snapshot -> lines.addAll(snapshot(snapshot)));
    return lines;
  }

  private static String reach(JsonNode plan) {
    int nodes = plan.path("affectedNodes").asInt();
    if (nodes == 0) {
      return "plan: no node is affected";
    }
    String cells =
        plan.path("byCell")
            .propertyStream()
            .map(cell -> cell.getKey() + " " + cell.getValue().asText())
            .collect(Collectors.joining(", "));
    return "plan: %s affected, %s changed%s"
        .formatted(
            counted(nodes, "node"),
            counted(plan.path("changedSnapshots").asInt(), "snapshot"),
            cells.isEmpty() ? "" : " (" + cells + ")");
  }

  private static List<String> snapshot(JsonNode snapshot) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "snapshot %s -> %s on %s"
            .formatted(
                digest(snapshot.path("digestFrom")),
                digest(snapshot.path("digestTo")),
                snapshot
                    .path("nodes")
                    .valueStream()
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "))));
    entries(snapshot, "added", "+", lines);
    entries(snapshot, "removed", "-", lines);
    entries(snapshot, "changed", "~", lines);
    return lines;
  }

  private static void entries(JsonNode snapshot, String field, String sign, List<String> lines) {
    snapshot
        .path(field)
        .forEach(
            entry ->
                lines.add(
                    "  " + sign + " " + (entry.isTextual() ? entry.asText() : entryName(entry))));
  }

  private static String entryName(JsonNode entry) {
    String tenant = entry.path("tenant").asText("");
    return entry.path("name").asText() + (tenant.isEmpty() ? "" : " (tenant " + tenant + ")");
  }

  private static String digest(JsonNode digest) {
    String text = digest.asText("");
    return text.isEmpty() ? "(none)" : text.substring(0, Math.min(12, text.length()));
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
