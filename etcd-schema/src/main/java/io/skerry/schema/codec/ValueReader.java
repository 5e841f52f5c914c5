package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads one JSON value, or records why it cannot.
///
/// @param <T> what is read
interface ValueReader<T> {

  /// What would be right, for messages: `an integer from 0 to 1000`.
  String expected();

  /// The value, or empty with at least one error recorded.
  Optional<T> read(JsonNode value, String path, List<FieldError> errors);

  /// A reader of scalars: an empty result means that the value is not what was expected.
  static <T> ValueReader<T> scalar(String expected, Function<JsonNode, Optional<T>> reader) {
    return new ValueReader<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Optional<T> read(JsonNode value, String path, List<FieldError> errors) {
        Optional<T> result = value.isNull() ? Optional.empty() : reader.apply(value);
        if (result.isEmpty()) {
          errors.add(
              new FieldError(path, "must be " + expected + ", but is " + Values.describe(value)));
        }
        return result;
      }
    };
  }

  /// A reader of objects. Fields that `fields` does not ask for are errors.
  static <T> ValueReader<T> object(String expected, Function<FieldReader, T> fields) {
    return new ValueReader<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Optional<T> read(JsonNode value, String path, List<FieldError> errors) {
        if (!(value instanceof ObjectNode object)) {
          errors.add(
              new FieldError(path, "must be " + expected + ", but is " + Values.describe(value)));
          return Optional.empty();
        }
        FieldReader reader = new FieldReader(object, path, errors);
        T result = fields.apply(reader);
        reader.finish();
        return Optional.of(result);
      }
    };
  }

  /// A reader of lists of `min` to `max` items.
  static <T> ValueReader<List<T>> list(ValueReader<T> item, int min, int max) {
    String expected = "a list of " + min + " to " + max + " items, each " + item.expected();
    return new ValueReader<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Optional<List<T>> read(JsonNode value, String path, List<FieldError> errors) {
        if (!value.isArray() || value.size() < min || value.size() > max) {
          errors.add(
              new FieldError(path, "must be " + expected + ", but is " + Values.describe(value)));
          return Optional.empty();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
          item.read(value.get(i), path + "[" + i + "]", errors).ifPresent(items::add);
        }
        return Optional.of(items);
      }
    };
  }

  /// A reader of objects with free keys, `min` to `max` of them.
  static <K, V> ValueReader<Map<K, V>> map(
      ValueReader<K> key, ValueReader<V> item, int min, int max) {
    String expected = "an object of " + min + " to " + max + " entries, each " + item.expected();
    return new ValueReader<>() {
      @Override
      public String expected() {
        return expected;
      }

      @Override
      public Optional<Map<K, V>> read(JsonNode value, String path, List<FieldError> errors) {
        if (!value.isObject() || value.size() < min || value.size() > max) {
          errors.add(
              new FieldError(path, "must be " + expected + ", but is " + Values.describe(value)));
          return Optional.empty();
        }
        Map<K, V> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
          String child = path + "." + field.getKey();
          Optional<K> name = key.read(Values.text(field.getKey()), child, errors);
          Optional<V> content = item.read(field.getValue(), child, errors);
          name.ifPresent(n -> content.ifPresent(c -> entries.put(n, c)));
        }
        return Optional.of(entries);
      }
    };
  }

  /// The same reader with a further condition on what was read.
  default ValueReader<T> check(Function<T, Optional<String>> problem) {
    ValueReader<T> unchecked = this;
    return new ValueReader<>() {
      @Override
      public String expected() {
        return unchecked.expected();
      }

      @Override
      public Optional<T> read(JsonNode value, String path, List<FieldError> errors) {
        Optional<T> result = unchecked.read(value, path, errors);
        result.flatMap(problem).ifPresent(message -> errors.add(new FieldError(path, message)));
        return result;
      }
    };
  }
}
