package io.skerry.control.history.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Bytes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// A row that the database answered as JSON.
record TrafficRow(JsonNode json) {

  static TrafficRow parse(String text) {
    return new TrafficRow(CanonicalJson.parse(Bytes.utf8(text)).orThrow());
  }

  boolean has(String field) {
    return !json.path(field).isNull() && !json.path(field).isMissingNode();
  }

  String text(String field) {
    return json.path(field).asText();
  }

  long number(String field) {
    return json.path(field).asLong();
  }

  Instant time(String field) {
    return OffsetDateTime.parse(json.path(field).asText()).toInstant();
  }

  /// Pairs of a bucket and a count.
  List<long[]> latency() {
    List<long[]> pairs = new ArrayList<>();
    json.path("latency")
        .forEach(pair -> pairs.add(new long[] {pair.get(0).asLong(), pair.get(1).asLong()}));
    return pairs;
  }
}
