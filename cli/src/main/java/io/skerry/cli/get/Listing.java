package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiRequest;
import java.util.ArrayList;
import java.util.List;

/// Resources as they were at one revision.
///
/// @param items the resources, in the server's order
/// @param revision where a watch goes on from
record Listing(List<JsonNode> items, String revision) {
  private static final int PAGE = 500;

  Listing {
    items = List.copyOf(items);
  }

  /// Fetches all pages of a selection. The revision is that of the first page, so that a watch from
  /// there misses nothing.
  static Listing fetch(ApiClient client, Selection selection) {
    List<JsonNode> items = new ArrayList<>();
    String revision = "";
    String next = "";
    do {
      JsonNode page = client.call(request(selection, next));
      page.path("items").forEach(items::add);
      JsonNode metadata = page.path("metadata");
      revision = revision.isEmpty() ? metadata.path("resourceVersion").asText("") : revision;
      next = metadata.path("continue").asText("");
    } while (!next.isEmpty());
    return new Listing(items.stream().filter(selection::includes).toList(), revision);
  }

  /// The list as one document.
  ObjectNode document(Selection selection, ObjectNode empty) {
    empty.put("apiVersion", "skerry/v1").put("kind", selection.kind().documentName() + "List");
    empty.putObject("metadata").put("resourceVersion", revision);
    empty.putArray("items").addAll(items);
    return empty;
  }

  private static ApiRequest request(Selection selection, String next) {
    // The name is asked for here only by a watch, which needs the list's revision.
    return ApiRequest.get(
            selection.tenant().isEmpty()
                ? selection.kind().allPath()
                : selection.kind().listPath(selection.tenant()))
        .with("limit", String.valueOf(PAGE))
        .with("labels", selection.labels())
        .with("filter", selection.where())
        .with("continue", next);
  }
}
