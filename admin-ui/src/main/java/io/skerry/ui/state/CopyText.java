package io.skerry.ui.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.net.URI;

/// What an object looks like outside the console: as a document, as an HTTP call, as a command.
/// Pure. Never carries a secret.
public final class CopyText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

  private CopyText() {}

  /// The document as YAML; the text itself if it is no JSON.
  public static String yaml(String json) {
    try {
      JsonNode document = JSON.readTree(json);
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException malformed) {
      return json;
    }
  }

  /// The call that reads it.
  public static String curl(URI server, Selection target) {
    return "curl -sS '" + server.resolve("/api/v1/" + path(target)) + "'";
  }

  /// The command that shows it.
  public static String command(Selection target) {
    return switch (target) {
      case Selection.None none -> "skerry get nodes";
      case Selection.OfNode(NodeName name) -> "skerry describe node " + name;
      case Selection.OfCell(CellName name) -> "skerry describe cell " + name;
    };
  }

  private static String path(Selection target) {
    return switch (target) {
      case Selection.None none -> "nodes";
      case Selection.OfNode(NodeName name) -> "nodes/" + name;
      case Selection.OfCell(CellName name) -> "cells/" + name;
    };
  }
}
