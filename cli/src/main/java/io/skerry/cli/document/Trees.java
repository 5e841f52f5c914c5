package io.skerry.cli.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain values of a YAML parser as JSON trees.
final class Trees {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Deeper than any resource; a document that contains itself ends here.
  private static final int MAX_DEPTH = 64;

  private Trees() {}

  /// The tree of a value made of maps, lists and scalars.
  static JsonNode of(Object value) {
    return of(value, 0);
  }

  private static JsonNode of(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new YamlException("nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (value) {
      case null -> NODES.nullNode();
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number.intValue());
      case Long number -> NODES.numberNode(number.longValue());
      case BigInteger number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number.doubleValue());
      default -> NODES.textNode(value.toString());
    };
  }

  private static ObjectNode object(Map<?, ?> map, int depth) {
    ObjectNode object = NODES.objectNode();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new YamlException("the key '" + key + "' must be text: put it in quotes");
          }
          object.set(name, of(value, depth + 1));
        });
    return object;
  }

  private static ArrayNode array(List<?> list, int depth) {
    ArrayNode array = NODES.arrayNode();
    list.forEach(value -> array.add(of(value, depth + 1)));
    return array;
  }
}
