package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.document.Yaml;
import io.skerry.cli.print.Ages;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One resource in words.
///
/// @param now the moment that ages are told for
record Description(Instant now) {
  private static final String LABEL = "%-14s%s";

  /// What it is, what is declared, what is observed.
  List<String> of(JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    List<String> lines = new ArrayList<>();
    lines.add(LABEL.formatted("Name:", metadata.path("name").asText()));
    lines.add(LABEL.formatted("Kind:", resource.path("kind").asText()));
    if (metadata.has("tenant")) {
      lines.add(LABEL.formatted("Tenant:", metadata.path("tenant").asText()));
    }
    lines.add(LABEL.formatted("Labels:", pairs(metadata.path("labels"))));
    lines.add(LABEL.formatted("Annotations:", pairs(metadata.path("annotations"))));
    lines.add(LABEL.formatted("Generation:", metadata.path("generation").asText("-")));
    lines.add(LABEL.formatted("Version:", metadata.path("resourceVersion").asText("-")));
    lines.add(LABEL.formatted("Created:", moment(metadata.path("createdAt"))));
    lines.add(LABEL.formatted("Updated:", moment(metadata.path("updatedAt"))));
    section("Spec:", resource.path("spec"), lines);
    section("Status:", resource.path("status"), lines);
    return lines;
  }

  /// Recent changes, as the history tells them.
  List<String> changes(JsonNode history) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode item : history.path("items")) {
      rows.add(
          List.of(
              Cell.of("  " + Ages.since(item.path("at").asText(""), now) + " ago"),
              Cell.of(item.path("change").asText()),
              Cell.of("generation " + item.path("generation").asText("-")),
              Cell.of("by " + item.path("actor").asText("-"))));
    }
    if (rows.isEmpty()) {
      return List.of("  none recorded");
    }
    Table table = new Table(List.of("", "", "", ""));
    table.fit(rows);
    return rows.stream().map(row -> table.line(row, false)).toList();
  }

  private static void section(String title, JsonNode tree, List<String> lines) {
    if (tree.isObject() && !tree.isEmpty()) {
      lines.add(title);
      Yaml.dump(tree).lines().forEach(line -> lines.add("  " + line));
    }
  }

  private String moment(JsonNode time) {
    String text = time.asText("");
    return text.isEmpty() ? "-" : text + " (" + Ages.since(text, now) + " ago)";
  }

  private static String pairs(JsonNode map) {
    return map.isObject() && !map.isEmpty()
        ? map.propertyStream()
            .map(pair -> pair.getKey() + "=" + pair.getValue().asText())
            .collect(Collectors.joining(", "))
        : "-";
  }
}
