package io.skerry.policy.eval;

import dev.cel.runtime.CelVariableResolver;
import io.skerry.policy.eval.Attribute.Scalar;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.GeoPoint;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.ResourceName;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A node as expressions see it. Immutable; what the node does not have reads as absent.
///
/// A fleet has many of these and every placement looks at them, so they are small: values sit in
/// one array, and equal label keys and values are one object.
public final class NodeView {

  private final ResourceName name;
  private final Cell cell;
  private final Map<Scalar, Object> scalars = new EnumMap<>(Scalar.class);
  private final Map<String, String> labels;
  private final boolean isComplete;
  private final boolean isEvicted;

  /// Any node of a cell: cell, cloud and region are known, the rest is not.
  private NodeView(Cell cell) {
    this.name = cell.metadata().name();
    this.cell = cell;
    this.labels = Map.of();
    this.isComplete = false;
    this.isEvicted = false;
    setCell();
  }

  private NodeView(Node node, Cell cell, Observation observed) {
    this.name = node.metadata().name();
    this.cell = cell;
    this.labels = interned(node.metadata().labels());
    this.isComplete = true;
    this.isEvicted = observed.isEvicted();
    setCell();
    Node.Spec spec = node.spec();
    set(Scalar.NAME, Optional.of(name.value()));
    set(Scalar.ZONE, Optional.of(spec.zone()));
    set(Scalar.ISP, Optional.ofNullable(labels.get("isp")));
    set(Scalar.MODE, Optional.of(wire(spec.mode())));
    set(Scalar.WEIGHT, Optional.of((long) spec.weight()));
    set(Scalar.HEALTH, observed.health());
    set(Scalar.VERSION, observed.version());
    setLocation(spec);
    setCapacity(spec.capacity());
  }

  /// A node in its cell, with what was last observed of it.
  public static NodeView of(Node node, Cell cell, Observation observed) {
    return new NodeView(node, cell, observed);
  }

  /// Any node of a cell: cell, cloud and region are known, the rest is not.
  static NodeView anyOf(Cell cell) {
    return new NodeView(cell);
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
    return String.valueOf(scalars.getOrDefault(Scalar.ZONE, ""));
  }

  /// The release of its agent; empty for a node that was never heard.
  public Optional<String> agentVersion() {
    return Optional.ofNullable(scalars.get(Scalar.VERSION)).map(String::valueOf);
  }

  /// Whether bounded placements of services do without it while it is silent.
  public boolean isEvicted() {
    return isEvicted;
  }

  boolean isComplete() {
    return isComplete;
  }

  boolean knows(Attribute attribute) {
    return isComplete || (attribute instanceof Scalar scalar && scalar.isOfTheCell());
  }

  Optional<Object> value(Attribute attribute) {
    return switch (attribute) {
      case Scalar scalar -> Optional.ofNullable(scalars.get(scalar));
      case Attribute.Label(String key) -> Optional.ofNullable(labels.get(key));
    };
  }

  /// The variables as CEL asks for them.
  CelVariableResolver variables() {
    return variable ->
        switch (variable) {
          case "labels" -> Optional.of(labels);
          case "gpu" -> Optional.of(members(Scalar.GPU_MODEL, Scalar.GPU_COUNT, Scalar.GPU_MEMORY));
          case "location" -> Optional.of(members(Scalar.CITY, Scalar.LATITUDE, Scalar.LONGITUDE));
          default -> Attribute.ofVariable(variable).flatMap(this::value);
        };
  }

  private Map<String, Object> members(Scalar... fields) {
    Map<String, Object> members = new HashMap<>();
    for (Scalar field : fields) {
      value(field)
          .ifPresent(it -> members.put(field.path().substring(field.path().indexOf('.') + 1), it));
    }
    return members;
  }

  private void setCell() {
    set(Scalar.CELL, Optional.of(cell.metadata().name().value()));
    set(Scalar.CLOUD, Optional.of(wire(cell.spec().cloud())));
    set(Scalar.REGION, Optional.of(cell.spec().region().value()));
  }

  private void setLocation(Node.Spec spec) {
    Optional<GeoPoint> point = spec.location().or(cell.spec()::location);
    set(Scalar.CITY, Optional.of(spec.city()));
    set(Scalar.LATITUDE, point.map(GeoPoint::lat));
    set(Scalar.LONGITUDE, point.map(GeoPoint::lon));
  }

  private void setCapacity(Node.Capacity capacity) {
    set(Scalar.CPU, capacity.cpu().map(Amount::of));
    set(Scalar.MEMORY, capacity.memory().map(Amount::of));
    set(Scalar.BANDWIDTH, capacity.bandwidth().map(Amount::of));
    set(Scalar.GPU_MODEL, capacity.gpu().map(Node.Gpu::model));
    set(Scalar.GPU_COUNT, capacity.gpu().map(gpu -> (long) gpu.count()));
    set(Scalar.GPU_MEMORY, capacity.gpu().map(gpu -> Amount.of(gpu.memory())));
  }

  private void set(Scalar scalar, Optional<?> value) {
    value.ifPresent(present -> scalars.put(scalar, present));
  }

  /// Expressions can iterate over labels, so their order must not depend on the process.
  private static Map<String, String> interned(Map<String, String> labels) {
    Map<String, String> sorted = new LinkedHashMap<>();
    new TreeMap<>(labels).forEach((key, value) -> sorted.put(key.intern(), value.intern()));
    return Collections.unmodifiableMap(sorted);
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
