package io.skerry.ui.net;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.ui.state.GeoPoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lenient reading of single JSON fields: a field that is absent or of another type reads as
/// absent, so that a newer server never blanks the console.
final class JsonFields {

  private JsonFields() {}

  static String text(JsonNode object, String field) {
    return object.path(field).asText("");
  }

  static Optional<Instant> instant(JsonNode object, String field) {
    String value = object.path(field).asText("");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  static Optional<GeoPoint> location(JsonNode object) {
    JsonNode location = object.path("location");
    if (!location.path("lat").isNumber() || !location.path("lon").isNumber()) {
      return Optional.empty();
    }
    return Optional.of(
        new GeoPoint(location.path("lat").doubleValue(), location.path("lon").doubleValue()));
  }

  static List<String> names(JsonNode array) {
    var names = new ArrayList<String>();
    for (JsonNode entry : array) {
      names.add(entry.isTextual() ? entry.asText() : entry.path("name").asText());
    }
    return names;
  }
}
