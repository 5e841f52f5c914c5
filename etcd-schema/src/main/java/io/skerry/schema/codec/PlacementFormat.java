package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.GeoPoint;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.ResourceName;
import java.util.List;
import java.util.Set;

/// How placements and points on the globe are written.
final class PlacementFormat {

  static final ValueReader<GeoPoint> GEO_POINT =
      ValueReader.object(
          "an object with lat and lon",
          fields ->
              new GeoPoint(
                  fields.required("lat", 0.0, Values.number(-90, 90)),
                  fields.required("lon", 0.0, Values.number(-180, 180))));

  /// The most code units of a CEL expression; the policy engine checks the rest.
  static final ValueReader<String> CEL = Values.text(1, 4096);

  static final ValueReader<Placement> PLACEMENT =
      ValueReader.object("an object with cells, where, spread, min, max", PlacementFormat::read);

  private static final ValueReader<Cells> CELLS =
      ValueReader.object(
          "an object with cloud, region, name",
          fields ->
              new Cells(
                  fields.withDefault("cloud", List.of(), some(Values.oneOf(Cloud.values()))),
                  fields.withDefault("region", List.of(), some(Values.NAME)),
                  fields.withDefault("name", List.of(), some(Values.NAME))));

  private PlacementFormat() {}

  /// The coarse selectors.
  private record Cells(List<Cloud> clouds, List<ResourceName> regions, List<ResourceName> names) {}

  static ObjectNode write(Placement placement) {
    ObjectNode out = JsonWriter.object();
    ObjectNode cells = JsonWriter.object();
    setSorted(cells, "cloud", placement.clouds().stream().map(Values::wireName).sorted().toList());
    setSorted(cells, "region", names(placement.regions()));
    setSorted(cells, "name", names(placement.cells()));
    if (!cells.isEmpty()) {
      out.set("cells", cells);
    }
    placement.where().ifPresent(where -> out.put("where", where));
    if (!placement.spread().isEmpty()) {
      out.set("spread", JsonWriter.texts(placement.spread(), Values::wireName));
    }
    if (placement.min() > 0) {
      out.put("min", placement.min());
    }
    placement.max().ifPresent(max -> out.put("max", max));
    return out;
  }

  static ObjectNode write(GeoPoint point) {
    ObjectNode out = JsonWriter.object();
    out.set("lat", JsonWriter.number(point.lat()));
    out.set("lon", JsonWriter.number(point.lon()));
    return out;
  }

  private static Placement read(FieldReader fields) {
    Cells cells = fields.withDefault("cells", new Cells(List.of(), List.of(), List.of()), CELLS);
    Placement placement =
        new Placement(
            Set.copyOf(cells.clouds()),
            Set.copyOf(cells.regions()),
            Set.copyOf(cells.names()),
            fields.optional("where", CEL),
            fields.withDefault("spread", List.of(), some(Values.oneOf(Domain.values()))),
            fields.withDefault("min", 0, Values.integer(0, 1_000_000)),
            fields.optional("max", Values.integer(1, 1_000_000)));
    if (placement.max().isPresent() && placement.max().get() < placement.min()) {
      fields.refuse("max", "must not be less than min, which is " + placement.min());
    }
    return placement;
  }

  private static <T> ValueReader<List<T>> some(ValueReader<T> item) {
    return ValueReader.list(item, 1, 100);
  }

  private static List<String> names(Set<ResourceName> names) {
    return names.stream().map(ResourceName::value).sorted().toList();
  }

  private static void setSorted(ObjectNode out, String field, List<String> sorted) {
    if (!sorted.isEmpty()) {
      out.set(field, JsonWriter.texts(sorted, text -> text));
    }
  }
}
