package io.skerry.cli.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Ages;
import io.skerry.cli.print.Cell;
import java.time.Instant;
import java.util.function.Function;

/// One column of a table of resources.
///
/// @param title the column's name
/// @param value what it shows of a resource at a moment
record Column(String title, Value value) {

  /// Reads one field of a resource; missing things show as `-`.
  @FunctionalInterface
  interface Value {
    /// The field at this moment.
    Cell of(JsonNode resource, Instant now);
  }

  /// A column of a text computed from the resource.
  static Column text(String title, Function<JsonNode, String> value) {
    return new Column(title, (resource, now) -> Cell.of(orDash(value.apply(resource))));
  }

  /// A column of the scalar at a JSON pointer.
  static Column at(String title, String pointer) {
    return text(title, resource -> resource.at(pointer).asText(""));
  }

  /// A column of the first characters of the digest at a JSON pointer.
  static Column digest(String title, String pointer) {
    return text(title, resource -> shortDigest(resource.at(pointer).asText("")));
  }

  /// A column of the age of the time at a JSON pointer.
  static Column age(String title, String pointer) {
    return new Column(
        title, (resource, now) -> Cell.of(Ages.since(resource.at(pointer).asText(""), now)));
  }

  private static String shortDigest(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
