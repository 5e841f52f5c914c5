package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.GeoPoint;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// How the spec of a [Node] is written.
final class NodeFormat {

  static final ValueReader<Node.Spec> SPEC =
      ValueReader.object(
          "an object with cell, zone, location, mode, weight, capacity, maintenance, probes",
          NodeFormat::read);

  private static final Quantity QUANTITY_PLACEHOLDER = new Quantity("0", BigDecimal.ZERO);

  private static final ValueReader<Site> LOCATION =
      ValueReader.object("an object with city, lat, lon", NodeFormat::site);

  private static final ValueReader<Node.Gpu> GPU =
      ValueReader.object(
          "an object with model, count, memory",
          fields ->
              new Node.Gpu(
                  fields.required("model", "", Values.text(1, 63)),
                  fields.required("count", 1, Values.integer(1, 1024)),
                  fields.required("memory", QUANTITY_PLACEHOLDER, Values.QUANTITY)));

  private static final ValueReader<Node.Capacity> CAPACITY =
      ValueReader.object(
          "an object with cpu, memory, bandwidth, gpu",
          fields ->
              new Node.Capacity(
                  fields.optional("cpu", Values.QUANTITY),
                  fields.optional("memory", Values.QUANTITY),
                  fields.optional("bandwidth", Values.QUANTITY),
                  fields.optional("gpu", GPU)));

  private static final ValueReader<List<FreezeWindow.When.Recurring>> WINDOWS =
      ValueReader.list(FreezeWindowFormat.RECURRING, 1, 8);

  private NodeFormat() {}

  /// A city and a point, of which either may be missing.
  private record Site(String city, Optional<GeoPoint> point) {}

  static ObjectNode write(Node.Spec spec) {
    ObjectNode out = JsonWriter.object().put("cell", spec.cell().value());
    if (!spec.zone().isEmpty()) {
      out.put("zone", spec.zone());
    }
    if (spec.location().isPresent() || !spec.city().isEmpty()) {
      out.set("location", location(spec));
    }
    out.put("mode", Values.wireName(spec.mode())).put("weight", spec.weight());
    if (!spec.capacity().equals(Node.Capacity.UNKNOWN)) {
      out.set("capacity", capacity(spec.capacity()));
    }
    Node.Upkeep upkeep = spec.upkeep();
    if (!upkeep.maintenance().isEmpty()) {
      out.set("maintenance", JsonWriter.list(upkeep.maintenance(), FreezeWindowFormat::write));
    }
    if (!upkeep.probes().isEmpty()) {
      out.set("probes", JsonWriter.list(upkeep.probes(), ProbeFormat::write));
    }
    return out;
  }

  private static Node.Spec read(FieldReader fields) {
    Site site = fields.withDefault("location", new Site("", Optional.empty()), LOCATION);
    return new Node.Spec(
        fields.required("cell", Values.NAME_PLACEHOLDER, Values.NAME),
        fields.withDefault("zone", "", Values.text(1, 63)),
        site.point(),
        site.city(),
        fields.withDefault("mode", Node.Mode.MANAGED, Values.oneOf(Node.Mode.values())),
        fields.withDefault("weight", 100, Values.integer(0, 1000)),
        fields.withDefault("capacity", Node.Capacity.UNKNOWN, CAPACITY),
        upkeep(fields));
  }

  private static Node.Upkeep upkeep(FieldReader fields) {
    List<Probe> probes = fields.withDefault("probes", List.of(), ProbeFormat.PROBES);
    if (probes.stream().map(Probe::name).distinct().count() < probes.size()) {
      fields.refuse("probes", "must have distinct names");
    }
    return new Node.Upkeep(fields.withDefault("maintenance", List.of(), WINDOWS), probes);
  }

  private static Site site(FieldReader fields) {
    Optional<Double> lat = fields.optional("lat", Values.number(-90, 90));
    Optional<Double> lon = fields.optional("lon", Values.number(-180, 180));
    if (fields.has("lat") != fields.has("lon")) {
      fields.refuse("needs both lat and lon, or neither");
    }
    return new Site(
        fields.withDefault("city", "", Values.text(1, 100)),
        lat.flatMap(north -> lon.map(east -> new GeoPoint(north, east))));
  }

  private static ObjectNode location(Node.Spec spec) {
    ObjectNode out = JsonWriter.object();
    if (!spec.city().isEmpty()) {
      out.put("city", spec.city());
    }
    spec.location().ifPresent(point -> out.put("lat", point.lat()).put("lon", point.lon()));
    return out;
  }

  private static ObjectNode capacity(Node.Capacity capacity) {
    ObjectNode out = JsonWriter.object();
    capacity.cpu().ifPresent(cpu -> out.put("cpu", cpu.text()));
    capacity.memory().ifPresent(memory -> out.put("memory", memory.text()));
    capacity.bandwidth().ifPresent(bandwidth -> out.put("bandwidth", bandwidth.text()));
    capacity
        .gpu()
        .ifPresent(
            gpu ->
                out.putObject("gpu")
                    .put("model", gpu.model())
                    .put("count", gpu.count())
                    .put("memory", gpu.memory().text()));
    return out;
  }
}
