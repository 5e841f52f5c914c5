package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.document.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The documents a stack declares at first start, with as many nodes as were asked for.
///
/// @param others everything but nodes
/// @param nodes the example nodes, in their order
record ExampleDocuments(List<JsonNode> others, List<JsonNode> nodes) {

  ExampleDocuments {
    others = List.copyOf(others);
    nodes = List.copyOf(nodes);
  }

  /// Sorts documents into nodes and others.
  static ExampleDocuments of(List<Manifest> manifests) {
    List<JsonNode> others = new ArrayList<>();
    List<JsonNode> nodes = new ArrayList<>();
    for (Manifest manifest : manifests) {
      (manifest.kind().equals("Node") ? nodes : others).add(manifest.document());
    }
    return new ExampleDocuments(others, nodes);
  }

  /// This many nodes, spread evenly over the cells: the example nodes first, then copies of each
  /// cell's first node under names that go on counting (`iad-1`, `iad-2`, `iad-3`).
  List<JsonNode> nodes(int count) {
    List<List<JsonNode>> byCell = new ArrayList<>(cells().values());
    List<JsonNode> chosen = new ArrayList<>();
    for (int i = 0; chosen.size() < count && !byCell.isEmpty(); i++) {
      List<JsonNode> cell = byCell.get(i % byCell.size());
      int place = i / byCell.size();
      chosen.add(place < cell.size() ? cell.get(place) : copy(cell.getFirst(), place + 1));
    }
    return chosen;
  }

  /// The name of a node document.
  static String nameOf(JsonNode node) {
    return node.at("/metadata/name").asText();
  }

  private Map<String, List<JsonNode>> cells() {
    Map<String, List<JsonNode>> cells = new LinkedHashMap<>();
    nodes.forEach(
        node ->
            cells
                .computeIfAbsent(node.at("/spec/cell").asText(), _ -> new ArrayList<>())
                .add(node));
    return cells;
  }

  private static JsonNode copy(JsonNode template, int number) {
    ObjectNode copy = template.deepCopy();
    String stem = nameOf(template).replaceFirst("-?\\d+$", "");
    copy.withObject("/metadata").put("name", stem + "-" + number);
    return copy;
  }
}
