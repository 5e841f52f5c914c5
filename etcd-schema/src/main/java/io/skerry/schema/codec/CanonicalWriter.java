package io.skerry.schema.codec;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.NumberToJSON;

/// Writes trees as RFC 8785 prescribes, in one walk: names in the order of their UTF-16 code units,
/// texts with the least escaping, numbers as ECMAScript prints them. The reference implementation
/// parses its input again first, which costs a leader that writes a thousand refs tens of
/// milliseconds.
final class CanonicalWriter {

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private final StringBuilder out = new StringBuilder(256);

  static String write(JsonNode value) {
    CanonicalWriter writer = new CanonicalWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value);
      case ARRAY -> array(value);
      case STRING -> text(value.textValue());
      case NUMBER -> number(value);
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("not JSON: " + value.getNodeType());
    }
  }

  private void object(JsonNode object) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    out.append('{');
    Iterator<Map.Entry<String, JsonNode>> fields = sorted.entrySet().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      text(field.getKey());
      out.append(':');
      value(field.getValue());
      if (fields.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void array(JsonNode array) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(array.get(i));
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    ENCODER.quoteAsString(text, out);
    out.append('"');
  }

  private void number(JsonNode number) {
    if (number.isIntegralNumber() && Math.abs(number.longValue()) <= Limits.MAX_EXACT_INTEGER) {
      out.append(number.longValue());
      return;
    }
    try {
      out.append(NumberToJSON.serializeNumber(number.doubleValue()));
    } catch (IOException e) {
      throw new UncheckedIOException("only finite numbers are JSON", e);
    }
  }
}
