package io.skerry.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A whole list, however many pages the server cuts it into.
///
/// @param items the resources, in the server's order
/// @param revision that of the first page, so that a watch from there misses nothing
public record Pages(List<JsonNode> items, String revision) {
  private static final String PAGE = "500";

  /// Copies the list.
  public Pages {
    items = List.copyOf(items);
  }

  /// Fetches all pages of a list.
  public static Pages fetch(ApiClient client, ApiRequest list) {
    List<JsonNode> items = new ArrayList<>();
    String revision = "";
    String next = "";
    do {
      JsonNode page = client.call(list.with("limit", PAGE).with("continue", next));
      page.path("items").forEach(items::add);
      JsonNode metadata = page.path("metadata");
      revision = revision.isEmpty() ? metadata.path("resourceVersion").asText("") : revision;
      next = metadata.path("continue").asText("");
    } while (!next.isEmpty());
    return new Pages(items, revision);
  }
}
