package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A plan in words.
///
/// @param terminal whose colours to use
/// @param names how many nodes to name
record PlanReport(Terminal terminal, NodeNames names) {

  /// One line on how far the change reaches, then a line per warning; nothing for an answer without
  /// a plan.
  List<String> summary(JsonNode plan) {
    List<String> lines = new ArrayList<>();
    if (plan.isObject()) {
      lines.add(reach(plan));
      warnings(plan, lines);
    }
    return lines;
  }

  /// How far the change reaches, in which waves, what changes in each distinct snapshot, and what
  /// to look at before applying it.
  List<String> full(JsonNode plan) {
    List<String> lines = new ArrayList<>();
    if (!plan.isObject()) {
      return lines;
    }
    lines.add(reach(plan));
    String clouds = counts(plan.path("byCloud"));
    if (!clouds.isEmpty()) {
      lines.add("  by cloud: " + clouds);
    }
    WaveReport waves = new WaveReport(terminal, names);
    plan.path("rollouts").forEach(rollout -> lines.addAll(waves.of(rollout)));
    plan.path("snapshots").forEach(snapshot -> lines.addAll(snapshot(snapshot)));
    warnings(plan, lines);
    shrinking(plan, lines);
    return lines;
  }

  private void warnings(JsonNode plan, List<String> lines) {
    String warning = terminal.styled(Style.BUSY, "warning:") + " ";
    plan.path("warnings").forEach(it -> lines.add(warning + it.asText()));
  }

  private void shrinking(JsonNode plan, List<String> lines) {
    for (JsonNode shrink : plan.path("shrink")) {
      lines.add(
          "%s %s %s; apply it with --%s if that is meant"
              .formatted(
                  terminal.styled(Style.BAD, "shrinks:"),
                  shrink.path("resource").asText(),
                  shrink.path("message").asText(),
                  shrink.path("consent").asText("allow-shrink")));
    }
  }

  private static String reach(JsonNode plan) {
    int nodes = plan.path("affectedNodes").asInt();
    if (nodes == 0) {
      return "plan: no node is affected";
    }
    String cells = counts(plan.path("byCell"));
    return "plan: %s affected, %s changed%s"
        .formatted(
            counted(nodes, "node"),
            counted(plan.path("changedSnapshots").asInt(), "snapshot"),
            cells.isEmpty() ? "" : " (" + cells + ")");
  }

  private static String counts(JsonNode counts) {
    return counts
        .propertyStream()
        .map(count -> count.getKey() + " " + count.getValue().asText())
        .collect(Collectors.joining(", "));
  }

  private List<String> snapshot(JsonNode snapshot) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "snapshot %s -> %s on %s"
            .formatted(
                digest(snapshot.path("digestFrom")),
                digest(snapshot.path("digestTo")),
                names.of(snapshot.path("nodes"))));
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

  static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
