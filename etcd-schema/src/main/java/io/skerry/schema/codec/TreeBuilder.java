package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Builds document trees from parser events and is the one place that enforces [Limits] and refuses
/// duplicate keys, so that JSON and YAML get the same verdict. Used by one thread for one body.
final class TreeBuilder {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<JsonNode> documents = new ArrayList<>();
  private final Deque<Frame> open = new ArrayDeque<>();
  private int tokens;

  /// An object or array that is being filled.
  private static final class Frame {
    private final JsonNode container;
    private String field = "";

    Frame(JsonNode container) {
      this.container = container;
    }
  }

  List<JsonNode> documents() {
    return documents;
  }

  void startObject() throws RefusedInput {
    open(NODES.objectNode());
  }

  void startArray() throws RefusedInput {
    open(NODES.arrayNode());
  }

  void end() {
    open.pop();
  }

  /// Whether the innermost container is an object, whose next scalar may be a field name.
  boolean insideObject() {
    return !open.isEmpty() && open.element().container instanceof ObjectNode;
  }

  void field(String name) throws RefusedInput {
    count();
    if (name.length() > Limits.MAX_FIELD_NAME) {
      throw refused("has a field name longer than " + Limits.MAX_FIELD_NAME + " characters");
    }
    Frame frame = open.element();
    checkText(name, "a field name");
    if (frame.container.has(name)) {
      frame.field = name;
      throw new RefusedInput(path(), "appears twice; keep one");
    }
    frame.field = name;
  }

  void text(String value) throws RefusedInput {
    if (value.length() > Limits.MAX_STRING) {
      throw refused("is longer than " + Limits.MAX_STRING + " characters");
    }
    checkText(value, "text");
    add(NODES.textNode(value));
  }

  void number(String literal) throws RefusedInput {
    Decoded<JsonNode> number = Numbers.read(literal);
    if (number instanceof Decoded.Malformed<JsonNode> malformed) {
      throw refused(malformed.errors().getFirst().message());
    }
    add(number.orThrow());
  }

  void bool(boolean value) throws RefusedInput {
    add(NODES.booleanNode(value));
  }

  void nothing() throws RefusedInput {
    add(NODES.nullNode());
  }

  /// Where the builder stands, such as `documents[1].spec.rules[2].to`.
  String path() {
    StringBuilder path = new StringBuilder();
    open.descendingIterator().forEachRemaining(frame -> append(path, frame));
    return path.toString();
  }

  RefusedInput refused(String message) {
    return new RefusedInput(path(), message);
  }

  private void open(JsonNode container) throws RefusedInput {
    if (open.size() >= Limits.MAX_DEPTH) {
      throw refused("is nested deeper than " + Limits.MAX_DEPTH + " levels");
    }
    add(container);
    open.push(new Frame(container));
  }

  private void add(JsonNode value) throws RefusedInput {
    count();
    if (open.isEmpty()) {
      addDocument(value);
      return;
    }
    Frame frame = open.element();
    if (frame.container instanceof ObjectNode object) {
      object.set(frame.field, value);
    } else if (frame.container instanceof ArrayNode array) {
      array.add(value);
    } else {
      throw new IllegalStateException("not a container: " + frame.container);
    }
  }

  private void addDocument(JsonNode document) throws RefusedInput {
    if (documents.size() >= Limits.MAX_DOCUMENTS) {
      throw new RefusedInput("", "has more than " + Limits.MAX_DOCUMENTS + " documents");
    }
    documents.add(document);
  }

  private void count() throws RefusedInput {
    if (++tokens > Limits.MAX_TOKENS) {
      throw refused("has more than " + Limits.MAX_TOKENS + " values");
    }
  }

  private void checkText(String text, String what) throws RefusedInput {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') {
        continue;
      }
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw refused("has a lone surrogate in " + what);
        }
        i++;
      } else if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r') {
        throw refused(String.format("has the control character U+%04X in %s", (int) c, what));
      }
    }
  }

  private void append(StringBuilder path, Frame frame) {
    if (frame.container instanceof ArrayNode array) {
      // The innermost array is about to get its next item; the others already hold theirs.
      boolean innermost = frame == open.element();
      path.append('[').append(innermost ? array.size() : array.size() - 1).append(']');
    } else if (!frame.field.isEmpty()) {
      path.append(path.isEmpty() ? "" : ".").append(frame.field);
    }
  }
}
