package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.node.LastHeard;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.NodeFacts;
import io.skerry.control.fleet.NodeStanding;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.GeoPoint;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The fleet as a tree: cloud, region, cell, node, with totals at every level. Pure.
///
/// @param image what is shown
/// @param heard when this replica last heard the nodes
record Topology(FleetImage image, LastHeard heard) {

  /// The `totals` and `clouds` of the document.
  void writeTo(ObjectNode json) {
    Map<ResourceName, List<Node>> nodes =
        image.nodes().collect(Collectors.groupingBy(node -> node.spec().cell()));
    Map<Cloud, Map<ResourceName, List<Cell>>> clouds = clouds();
    Totals all = new Totals();
    ArrayNode cloudArray = JsonNodeFactory.instance.arrayNode();
    clouds.forEach(
        (cloud, regions) -> {
          List<Totals> above = List.of(all, new Totals());
          ObjectNode cloudJson =
              cloudArray.addObject().put("cloud", cloud.name().toLowerCase(Locale.ROOT));
          ArrayNode regionArray = JsonNodeFactory.instance.arrayNode();
          regions.forEach((region, cells) -> regionArray.add(region(region, cells, nodes, above)));
          cloudJson.set("totals", above.getLast().json());
          cloudJson.set("regions", regionArray);
        });
    json.set("totals", all.json());
    json.set("clouds", cloudArray);
  }

  private Map<Cloud, Map<ResourceName, List<Cell>>> clouds() {
    Map<Cloud, Map<ResourceName, List<Cell>>> clouds = new TreeMap<>();
    image
        .resources(Kind.CELL)
        .map(Versioned::value)
        .forEach(
            resource -> {
              if (resource instanceof Cell cell) {
                clouds
                    .computeIfAbsent(cell.spec().cloud(), _ -> new TreeMap<>())
                    .computeIfAbsent(cell.spec().region(), _ -> new ArrayList<>())
                    .add(cell);
              }
            });
    return clouds;
  }

  private ObjectNode region(
      ResourceName region,
      List<Cell> cells,
      Map<ResourceName, List<Node>> nodes,
      List<Totals> above) {
    Totals totals = new Totals();
    ArrayNode cellArray = JsonNodeFactory.instance.arrayNode();
    for (Cell cell : cells) {
      List<Totals> counted = new ArrayList<>(above);
      counted.add(totals);
      cellArray.add(cell(cell, nodes.getOrDefault(cell.metadata().name(), List.of()), counted));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("region", region.value());
    json.set("totals", totals.json());
    json.set("cells", cellArray);
    return json;
  }

  private ObjectNode cell(Cell cell, List<Node> nodes, List<Totals> above) {
    Totals totals = new Totals();
    ArrayNode nodeArray = JsonNodeFactory.instance.arrayNode();
    for (Node node : nodes) {
      NodeStanding standing = facts(node).standing();
      totals.add(standing.state());
      above.forEach(level -> level.add(standing.state()));
      nodeArray.add(node(node, standing));
    }
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("name", cell.metadata().name().value());
    cell.spec().location().ifPresent(point -> location(json, point));
    json.set("totals", totals.json());
    json.set("nodes", nodeArray);
    return json;
  }

  private ObjectNode node(Node node, NodeStanding standing) {
    ResourceName name = node.metadata().name();
    Optional<NodeStatus> status = image.statuses().get(name).map(Versioned::value);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name.value())
            .put("state", standing.state().wireName())
            .put("reason", standing.reason())
            .put("since", standing.since().toString());
    heard
        .of(name)
        .or(() -> status.map(NodeStatus::changedAt))
        .ifPresent(at -> json.put("lastHeard", at.toString()));
    Optional<Ref> ref = image.refs().get(name).map(Versioned::value);
    ref.ifPresent(wanted -> json.put("desired", wanted.snapshot().hex()));
    status
        .flatMap(NodeStatus::applied)
        .ifPresent(applied -> json.put("applied", applied.snapshot().hex()));
    ref.ifPresent(wanted -> json.put("generation", wanted.generation()));
    json.put("zone", node.spec().zone());
    node.spec().location().ifPresent(point -> location(json, point));
    return json;
  }

  private NodeFacts facts(Node node) {
    ResourceName name = node.metadata().name();
    return new NodeFacts(
        node.metadata(),
        image.refs().get(name).map(Versioned::value),
        image.statuses().get(name).map(Versioned::value));
  }

  private static void location(ObjectNode json, GeoPoint point) {
    json.putObject("location").put("lat", point.lat()).put("lon", point.lon());
  }
}
