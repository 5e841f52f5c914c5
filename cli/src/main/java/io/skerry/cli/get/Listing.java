package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rest.Pages;
import java.util.List;

/// Resources as they were at one revision.
///
/// @param items the resources, in the server's order
/// @param revision where a watch goes on from
record Listing(List<JsonNode> items, String revision) {
  Listing {
    items = List.copyOf(items);
  }

  /// Fetches all pages of a selection. The revision is that of the first page, so that a watch from
  /// there misses nothing.
  static Listing fetch(ApiClient client, Selection selection) {
    Pages pages = Pages.fetch(client, request(selection));
    return new Listing(
        pages.items().stream().filter(selection::includes).toList(), pages.revision());
  }

  /// The list as one document.
  ObjectNode document(Selection selection, ObjectNode empty) {
    empty.put("apiVersion", "skerry/v1").put("kind", selection.kind().documentName() + "List");
    empty.putObject("metadata").put("resourceVersion", revision);
    empty.putArray("items").addAll(items);
    return empty;
  }

  private static ApiRequest request(Selection selection) {
    // The name is asked for here only by a watch, which needs the list's revision.
    return ApiRequest.get(
            selection.tenant().isEmpty()
                ? selection.kind().allPath()
                : selection.kind().listPath(selection.tenant()))
        .with("labels", selection.labels())
        .with("filter", selection.where())
        .with("drift", selection.standing() == Selection.Standing.DRIFTING ? "true" : "");
  }
}
