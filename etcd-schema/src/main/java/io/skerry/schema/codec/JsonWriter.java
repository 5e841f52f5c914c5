package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
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
    entries.forEach((key, value) -> object.set(key.toString(), writer.apply(value)));
    return object;
  }

  static JsonNode text(String value) {
    return Values.text(value);
  }
}
