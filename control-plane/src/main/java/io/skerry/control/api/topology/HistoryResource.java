package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.history.HistoryItem;
import io.skerry.control.history.HistoryItem.Subject;
import io.skerry.control.history.HistoryRepository;
import io.skerry.control.history.PastRef;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What changed, when, and on whose behalf.
@Path("/api/v1/history")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "history")
public class HistoryResource {

  private final HistoryRepository history;

  @Inject
  HistoryResource(HistoryRepository history) {
    this.history = history;
  }

  /// The newest changes that match, newest first.
  @GET
  @NonBlocking
  @Operation(summary = "Changes of resources and of what nodes were told to run, newest first")
  public Uni<Response> find(@BeanParam HistoryParams params, @Context HttpHeaders headers) {
    return params
        .query()
        .map(
            query ->
                HistoryAnswers.guarded(
                    history
                        .find(query)
                        .map(items -> Answers.document(200, document(items), headers).build())))
        .orElse(problem -> Uni.createFrom().item(ProblemJson.response(problem)));
  }

  private static ObjectNode document(List<HistoryItem> items) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(document(item)));
    return json;
  }

  private static ObjectNode document(HistoryItem item) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("seq", item.seq())
            .put("eventId", item.eventId())
            .put("revision", Long.toString(item.revision()))
            .put("at", item.at().toString())
            .put("actor", item.actor())
            .put("via", item.via())
            .put("requestId", item.requestId());
    switch (item.subject()) {
      case Subject.OfResource(String resource, String verb, long generation) ->
          json.put("change", verb).put("resource", resource).put("generation", generation);
      case Subject.OfRef(PastRef ref) -> ref(json, ref);
    }
    return json;
  }

  private static void ref(ObjectNode json, PastRef ref) {
    json.put("change", "ref")
        .put("generation", ref.generation())
        .put("node", ref.node())
        .put("snapshot", ref.snapshot().hex())
        .put("rollout", ref.rollout())
        .put("wave", ref.wave())
        .put("reason", ref.reason().name().toLowerCase(Locale.ROOT));
    ref.previous().ifPresent(previous -> json.put("previous", previous.hex()));
  }
}
