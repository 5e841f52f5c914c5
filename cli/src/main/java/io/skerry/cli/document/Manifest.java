package io.skerry.cli.document;

import com.fasterxml.jackson.databind.JsonNode;

/// One document that a user wrote.
///
/// @param source the file it is in, or `stdin`
/// @param position its place among the documents of its source, from 1
/// @param document what it says
public record Manifest(String source, int position, JsonNode document) {

  /// Where it is, for messages: `file.yaml` or `file.yaml, document 2`.
  public String place() {
    return position == 1 ? source : source + ", document " + position;
  }

  /// The `kind` it names; empty when it names none.
  public String kind() {
    return document.path("kind").asText("");
  }

  /// The resource's name; empty when it has none.
  public String name() {
    return document.at("/metadata/name").asText("");
  }

  /// The resource's tenant, which is `default` unless it says otherwise.
  public String tenant() {
    return document.at("/metadata/tenant").asText("default");
  }
}
