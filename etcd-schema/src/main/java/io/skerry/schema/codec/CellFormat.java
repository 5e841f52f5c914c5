package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;

/// How the spec of a [Cell] is written.
final class CellFormat {

  static final ValueReader<Cell.Spec> SPEC =
      ValueReader.object(
          "an object with cloud, region, location",
          fields ->
              new Cell.Spec(
                  fields.required("cloud", Cloud.ONPREM, Values.oneOf(Cloud.values())),
                  fields.required("region", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.optional("location", PlacementFormat.GEO_POINT)));

  private CellFormat() {}

  static ObjectNode write(Cell.Spec spec) {
    ObjectNode out =
        JsonWriter.object()
            .put("cloud", Values.wireName(spec.cloud()))
            .put("region", spec.region().value());
    spec.location().ifPresent(point -> out.set("location", PlacementFormat.write(point)));
    return out;
  }
}
