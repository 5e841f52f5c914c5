package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;

/// The few ways in which the formats of this package build trees. Order never matters: what is
/// written is canonicalised.
final class JsonWriter {

  private JsonWriter() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static <T> ArrayNode list(Collection<T> items, Function<T, JsonNode> writer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> array.add(writer.apply(item)));
    return array;
  }

  static <T> ArrayNode texts(Collection<T> items, Function<T, String> writer) {
    return list(items, item -> Values.text(writer.apply(item)));
  }

  static <K, V> ObjectNode map(Map<K, V> entries, Function<V, JsonNode> writer) {
    ObjectNode object = object();
    entries.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(entry -> object.set(entry.getKey().toString(), writer.apply(entry.getValue())));
    return object;
  }

  /// A number without a fraction that says nothing: 15, not 15.0.
  static JsonNode number(double value) {
    return value == Math.rint(value) && Math.abs(value) <= Limits.MAX_EXACT_INTEGER
        ? JsonNodeFactory.instance.numberNode((long) value)
        : JsonNodeFactory.instance.numberNode(value);
  }

  static JsonNode text(String value) {
    return Values.text(value);
  }
}
