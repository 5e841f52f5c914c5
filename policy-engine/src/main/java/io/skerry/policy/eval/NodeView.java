package io.skerry.policy.eval;

import io.skerry.schema.model.Cell;
import io.skerry.schema.model.GeoPoint;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.ResourceName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A node as expressions see it. Immutable; what the node does not have reads as absent.
public final class NodeView {

  private static final Set<String> OF_THE_CELL = Set.of("cell", "cloud", "region");

  private final ResourceName name;
  private final Cell cell;
  private final String zone;
  private final Map<String, Object> variables;
  private final boolean onlyTheCellIsKnown;

  private NodeView(
      ResourceName name, Cell cell, String zone, Map<String, Object> variables, boolean partial) {
    this.name = name;
    this.cell = cell;
    this.zone = zone;
    this.variables = variables;
    this.onlyTheCellIsKnown = partial;
    variables.put("cell", cell.metadata().name().value());
    variables.put("cloud", wire(cell.spec().cloud()));
    variables.put("region", cell.spec().region().value());
  }

  /// A node in its cell, with what was last observed of it.
  public static NodeView of(Node node, Cell cell, Observation observed) {
    Map<String, Object> variables = new HashMap<>(32);
    Map<String, String> labels = node.metadata().labels();
    Node.Spec spec = node.spec();
    variables.put("name", node.metadata().name().value());
    variables.put("zone", spec.zone());
    variables.put("mode", wire(spec.mode()));
    variables.put("weight", (long) spec.weight());
    variables.put("labels", sorted(labels));
    variables.put("location", location(spec, cell));
    put(variables, "isp", Optional.ofNullable(labels.get("isp")));
    put(variables, "cpu", spec.capacity().cpu().map(Amount::of));
    put(variables, "memory", spec.capacity().memory().map(Amount::of));
    put(variables, "bandwidth", spec.capacity().bandwidth().map(Amount::of));
    variables.put("gpu", spec.capacity().gpu().map(NodeView::gpu).orElse(Map.of()));
    put(variables, "health", observed.health());
    put(variables, "version", observed.version());
    return new NodeView(node.metadata().name(), cell, spec.zone(), variables, false);
  }

  /// Any node of a cell: cell, cloud and region are known, the rest is not.
  static NodeView anyOf(Cell cell) {
    return new NodeView(cell.metadata().name(), cell, "", new HashMap<>(), true);
  }

  /// The node's name.
  public ResourceName name() {
    return name;
  }

  /// Its cell.
  public Cell cell() {
    return cell;
  }

  /// Its zone, may be empty.
  public String zone() {
    return zone;
  }

  boolean knows(Attribute attribute) {
    return !onlyTheCellIsKnown || OF_THE_CELL.contains(attribute.variable());
  }

  boolean isComplete() {
    return !onlyTheCellIsKnown;
  }

  Optional<Object> value(Attribute attribute) {
    Optional<Object> variable = Optional.ofNullable(variables.get(attribute.variable()));
    return attribute.member().isEmpty()
        ? variable
        : variable.flatMap(holder -> member(holder, attribute.member().get()));
  }

  Map<String, Object> variables() {
    return variables;
  }

  private static Optional<Object> member(Object holder, String name) {
    return holder instanceof Map<?, ?> members
        ? Optional.ofNullable(members.get(name))
        : Optional.empty();
  }

  /// Expressions can iterate over labels, so their order must not depend on the process.
  private static Map<String, String> sorted(Map<String, String> labels) {
    return new LinkedHashMap<>(new TreeMap<>(labels));
  }

  private static Map<String, Object> gpu(Node.Gpu gpu) {
    return Map.of(
        "model", gpu.model(), "count", (long) gpu.count(), "memory", Amount.of(gpu.memory()));
  }

  private static Map<String, Object> location(Node.Spec spec, Cell cell) {
    Map<String, Object> members = new HashMap<>();
    members.put("city", spec.city());
    Optional<GeoPoint> point = spec.location().or(cell.spec()::location);
    put(members, "lat", point.map(GeoPoint::lat));
    put(members, "lon", point.map(GeoPoint::lon));
    return members;
  }

  private static void put(Map<String, Object> target, String name, Optional<?> value) {
    value.ifPresent(present -> target.put(name, present));
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
