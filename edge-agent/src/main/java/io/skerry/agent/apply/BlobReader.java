package io.skerry.agent.apply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigEntry.Content;
import io.skerry.agent.view.EntryAddress;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.Limits;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Snapshot.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the content of one entry as its kind. Fields that are not needed here are allowed, so that
/// a newer control plane can add some; what is needed must be there and agree with the entry's
/// name.
final class BlobReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.MAX_DEPTH)
                  .maxStringLength(Limits.MAX_STRING)
                  .maxNameLength(Limits.MAX_FIELD_NAME)
                  .maxNumberLength(Limits.MAX_NUMBER)
                  .build())
          .build();

  private BlobReader() {}

  /// Never throws on any input; the message of a refusal says what is wrong with the blob.
  static Decoded<ConfigEntry> read(Entry entry, Bytes blob) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(blob.toArray())).toString();
      return build(entry, text, topLevel(text));
    } catch (CharacterCodingException e) {
      return Decoded.malformed("", "is not UTF-8");
    } catch (JsonProcessingException e) {
      return Decoded.malformed("", "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return Decoded.malformed("", "cannot be read: " + e.getMessage());
    }
  }

  /// A field's value: the text of a string, else the literal JSON.
  private record Value(JsonToken token, String text) {}

  private static Map<String, Value> topLevel(String text) throws IOException {
    Map<String, Value> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        fields.put(name, value(parser, parser.nextToken(), text));
      }
      if (parser.nextToken() != null) {
        return Map.of();
      }
    }
    return fields;
  }

  private static Value value(JsonParser parser, JsonToken token, String text) throws IOException {
    if (!token.isStructStart()) {
      return new Value(token, parser.getText());
    }
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return new Value(token, text.substring(from, (int) parser.currentLocation().getCharOffset()));
  }

  private static Decoded<ConfigEntry> build(Entry entry, String text, Map<String, Value> fields) {
    EntryAddress address = new EntryAddress(entry.tenant(), entry.name());
    Content content =
        new Content(address, entry.kind(), entry.blob(), entry.size(), new JsonDocument(text));
    List<String> path = List.of(entry.name().split("/", -1));
    return switch (entry.kind()) {
      case POLICY -> policy(content, path, fields);
      case SERVICE ->
          agree(path, List.of("service", text(fields, "name")))
              .then(_ -> new Decoded.Ok<>(new ConfigEntry.Service(content, path.get(1))));
      case TRAFFIC_SPLIT ->
          agree(path, List.of("split", text(fields, "service"), text(fields, "name")))
              .then(
                  _ ->
                      new Decoded.Ok<>(
                          new ConfigEntry.TrafficSplit(content, path.get(1), path.get(2))));
    };
  }

  private static Decoded<ConfigEntry> policy(
      Content content, List<String> path, Map<String, Value> fields) {
    Value type = fields.getOrDefault("type", ABSENT);
    Value priority = fields.getOrDefault("priority", ABSENT);
    Value config = fields.getOrDefault("config", ABSENT);
    if (type.token() != JsonToken.VALUE_STRING) {
      return Decoded.malformed("type", "must be a text");
    }
    if (priority.token() != JsonToken.VALUE_NUMBER_INT || priority.text().length() > 9) {
      return Decoded.malformed("priority", "must be a small whole number");
    }
    if (config.token() != JsonToken.START_OBJECT) {
      return Decoded.malformed("config", "must be an object");
    }
    String region = path.size() > 1 ? path.get(1) : "";
    return agree(path, List.of("policy", region, text(fields, "service"), text(fields, "name")))
        .then(
            _ ->
                new Decoded.Ok<>(
                    new ConfigEntry.Policy(
                        content,
                        region,
                        path.get(2),
                        path.get(3),
                        type.text(),
                        Integer.parseInt(priority.text()),
                        new JsonDocument(config.text()))));
  }

  private static final Value ABSENT = new Value(JsonToken.NOT_AVAILABLE, "");

  private static String text(Map<String, Value> fields, String name) {
    Value value = fields.getOrDefault(name, ABSENT);
    return value.token() == JsonToken.VALUE_STRING ? value.text() : "";
  }

  private static Decoded<List<String>> agree(List<String> path, List<String> content) {
    return path.equals(content) && !content.contains("")
        ? new Decoded.Ok<>(path)
        : Decoded.malformed(
            "", "says it is " + String.join("/", content) + ", which is not the entry's name");
  }
}
