package io.skerry.control.api.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.node.ResourceJson;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.request.Answers;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.TenantName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/// Serves listings. Blocks: for virtual threads.
@ApplicationScoped
public class ListCalls {

  private final Lister lister;
  private final ResourceJson json;

  @Inject
  ListCalls(Lister lister, ResourceJson json) {
    this.lister = lister;
    this.json = json;
  }

  /// One page of the resources of a kind.
  Outcome<Response> list(
      Kind kind,
      Optional<TenantName> tenant,
      ListQuery.Parameters parameters,
      HttpHeaders headers) {
    return ListQuery.read(kind, tenant, parameters)
        .map(
            query -> {
              ObjectNode body =
                  document(kind, lister.list(query), ListQuery.identity(kind, tenant, parameters));
              return Answers.document(200, body, headers).build();
            });
  }

  private ObjectNode document(Kind kind, Lister.Listing listing, List<String> identity) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("apiVersion", Resource.API_VERSION)
            .put("kind", kind.wireName() + "List");
    ObjectNode metadata =
        body.putObject("metadata").put("resourceVersion", listing.revision().toString());
    listing.next().ifPresent(token -> metadata.put("continue", token.encode(identity)));
    ArrayNode items = body.putArray("items");
    listing
        .items()
        .forEach(item -> items.add(json.of(item.value(), item.modified(), listing.image())));
    return body;
  }
}
