package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.FieldError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Reads one JSON object strictly: every wrong field is recorded, and fields that nobody asked for
/// are errors that name the nearest known field. A reader with errors makes the whole document
/// malformed, so the placeholders that stand in for unreadable values never leave this package.
final class FieldReader {

  private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);

  private final ObjectNode object;
  private final String path;
  private final List<FieldError> errors;
  private final Set<String> known = new LinkedHashSet<>();

  FieldReader(ObjectNode object, String path, List<FieldError> errors) {
    this.object = object;
    this.path = path;
    this.errors = errors;
  }

  /// Reads a whole document.
  static <T> Decoded<T> document(JsonNode document, ValueReader<T> reader) {
    List<FieldError> errors = new ArrayList<>();
    Optional<T> value = reader.read(document, "", errors);
    return value.isPresent() && errors.isEmpty()
        ? new Decoded.Ok<>(value.get())
        : new Decoded.Malformed<>(errors);
  }

  <T> Optional<T> optional(String field, ValueReader<T> reader) {
    known.add(field);
    JsonNode value = object.get(field);
    return value == null ? Optional.empty() : reader.read(value, child(field), errors);
  }

  <T> T withDefault(String field, T fallback, ValueReader<T> reader) {
    return optional(field, reader).orElse(fallback);
  }

  <T> T required(String field, T placeholder, ValueReader<T> reader) {
    if (!object.has(field)) {
      errors.add(new FieldError(child(field), "is required: " + reader.expected()));
    }
    return optional(field, reader).orElse(placeholder);
  }

  /// Reads a required object. When it is missing, the errors name the fields that it must have.
  <T> T requiredObject(String field, ValueReader<T> reader) {
    known.add(field);
    JsonNode value = object.get(field);
    JsonNode empty = JsonNodeFactory.instance.objectNode();
    if (value == null) {
      return reader.read(empty, child(field), errors).orElseThrow();
    }
    return reader
        .read(value, child(field), errors)
        .or(() -> reader.read(empty, child(field), new ArrayList<>()))
        .orElseThrow();
  }

  /// Knows a field that somebody else reads.
  void ignore(String field) {
    known.add(field);
  }

  /// Knows every field: what nobody asks for belongs to another release.
  void ignoreOthers() {
    object.fieldNames().forEachRemaining(known::add);
  }

  /// The raw value of a field.
  Optional<JsonNode> node(String field) {
    return Optional.ofNullable(object.get(field));
  }

  /// Records what is wrong with a value as if it stood at a field; whether nothing is.
  boolean judge(String field, JsonNode value, ValueReader<?> reader) {
    int before = errors.size();
    reader.read(value, child(field), errors);
    return errors.size() == before;
  }

  boolean has(String field) {
    return object.has(field);
  }

  /// Records an error about this object as a whole.
  void refuse(String message) {
    errors.add(new FieldError(path, message));
  }

  void refuse(String field, String message) {
    errors.add(new FieldError(child(field), message));
  }

  /// Reports the fields that nobody asked for. Called last.
  void finish() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        errors.add(new FieldError(child(name), "is not a known field" + suggestion(name)));
      }
    }
  }

  private String suggestion(String name) {
    return nearest(name, known)
        .map(candidate -> "; did you mean " + candidate + "?")
        .orElse("; known are " + String.join(", ", known));
  }

  /// The candidate that is at most three edits away, the closest first.
  static Optional<String> nearest(String name, Iterable<String> candidates) {
    Optional<String> best = Optional.empty();
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance =
          DISTANCE.apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance >= 0 && distance < bestDistance) {
        best = Optional.of(candidate);
        bestDistance = distance;
      }
    }
    return best;
  }

  private String child(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
