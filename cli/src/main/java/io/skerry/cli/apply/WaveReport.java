package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Style;
import io.skerry.cli.print.Table;
import io.skerry.cli.print.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rollout that a plan foresees, in words.
///
/// @param terminal whose colours to use
/// @param names how many nodes to name
record WaveReport(Terminal terminal, NodeNames names) {

  /// Its waves, who cannot be reached or would refuse, and which other rollouts it meets.
  List<String> of(JsonNode rollout) {
    List<String> lines = new ArrayList<>();
    String plan = rollout.path("plan").asText("");
    lines.add(
        "rollout of %s with strategy %s%s"
            .formatted(
                resources(rollout.path("resources")),
                rollout.path("strategy").asText(),
                plan.isEmpty() ? "" : ", plan " + plan));
    lines.addAll(waves(rollout.path("waves")));
    if (!rollout.path("traffic").isEmpty()) {
      lines.add(
          "  traffic  at most "
              + rollout
                  .path("traffic")
                  .valueStream()
                  .map(percent -> percent.asText().replaceAll("\\.0$", "") + " %")
                  .collect(Collectors.joining(", then ")));
    }
    nodes(rollout.path("unreachable"), Style.BUSY, "unreachable now:", lines);
    nodes(rollout.path("busy"), Style.BUSY, "not to be changed now:", lines);
    refusals(rollout.path("refusals"), lines);
    for (JsonNode conflict : rollout.path("conflicts")) {
      lines.add("  " + effect(conflict) + " rollout " + conflict.path("rollout").asText());
    }
    return lines;
  }

  /// The names of resources, however the list has them.
  static String resources(JsonNode resources) {
    return resources.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  private List<String> waves(JsonNode waves) {
    Table table = new Table(List.of("", "", "", ""));
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode wave : waves) {
      rows.add(
          List.of(
              Cell.of("  wave " + (rows.size() + 1)),
              Cell.of(wave.path("name").asText()),
              Cell.of(PlanReport.counted(wave.path("count").asInt(), "node")),
              Cell.of(names.of(wave.path("nodes")))));
    }
    table.fit(rows);
    return rows.stream().map(row -> table.line(row, false)).toList();
  }

  private void nodes(JsonNode nodes, Style style, String title, List<String> lines) {
    if (!nodes.isEmpty()) {
      lines.add("  " + terminal.styled(style, title) + " " + names.of(nodes));
    }
  }

  /// Nodes that would refuse for the same reason are told together.
  private void refusals(JsonNode refusals, List<String> lines) {
    Map<String, ArrayNode> byReason = new LinkedHashMap<>();
    for (JsonNode refusal : refusals) {
      byReason
          .computeIfAbsent(
              refusal.path("reason").asText(), _ -> JsonNodeFactory.instance.arrayNode())
          .add(refusal.path("node").asText());
    }
    byReason.forEach(
        (reason, nodes) ->
            lines.add(
                "  %s %s (%s)"
                    .formatted(
                        terminal.styled(Style.BAD, "would refuse:"), names.of(nodes), reason)));
  }

  private static String effect(JsonNode conflict) {
    return switch (conflict.path("effect").asText()) {
      case "waits" -> "waits for";
      case String other -> other;
    };
  }
}
