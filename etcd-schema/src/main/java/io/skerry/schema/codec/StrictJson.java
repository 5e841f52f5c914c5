package io.skerry.schema.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Reads JSON (RFC 8259) under [Limits]; duplicate keys and anything that [Numbers] refuses are
/// errors.
final class StrictJson {

  static final JsonFactory FACTORY = new JsonFactory();

  private StrictJson() {}

  /// All documents of the body, at least one.
  static Decoded<List<JsonNode>> parse(Bytes body) {
    return StrictText.read(body).then(StrictJson::parse);
  }

  private static Decoded<List<JsonNode>> parse(String text) {
    TreeBuilder tree = new TreeBuilder();
    try (JsonParser parser = FACTORY.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        accept(token, parser, tree);
      }
    } catch (RefusedInput refused) {
      return refused.asDecoded();
    } catch (JsonProcessingException e) {
      return Decoded.malformed(tree.path(), "is not JSON: " + describe(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    return tree.documents().isEmpty()
        ? Decoded.malformed("", "is empty: send a document")
        : new Decoded.Ok<>(tree.documents());
  }

  private static void accept(JsonToken token, JsonParser parser, TreeBuilder tree)
      throws IOException, RefusedInput {
    switch (token) {
      case START_OBJECT -> tree.startObject();
      case START_ARRAY -> tree.startArray();
      case END_OBJECT, END_ARRAY -> tree.end();
      case FIELD_NAME -> tree.field(parser.currentName());
      case VALUE_STRING -> tree.text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tree.number(parser.getText());
      case VALUE_TRUE -> tree.bool(true);
      case VALUE_FALSE -> tree.bool(false);
      case VALUE_NULL -> tree.nothing();
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("a text parser does not give " + token);
    }
  }

  private static String describe(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return e.getOriginalMessage() + where;
  }
}
