package io.skerry.control.api.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.control.api.node.ResourceJson;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.request.BodyLimits;
import io.skerry.control.api.request.BodyReader;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.control.api.request.ReceivedBody;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.Documents;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.TenantName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Orders to rollouts. Giving the same order twice in a row is the same as giving it once.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "rollouts")
@RunOnVirtualThread
public class RolloutResource {

  private static final String VERBS = "pause|resume|promote|approve|abort|rollback|retry";
  private static final int MAX_REASON = 1024;

  private final OrderCalls orders;
  private final FreshView view;
  private final ResourceJson json;
  private final CurrentRequest request;
  private final BodyReader bodies;

  @Inject
  RolloutResource(
      OrderCalls orders,
      FreshView view,
      ResourceJson json,
      CurrentRequest request,
      BodyReader bodies) {
    this.orders = orders;
    this.view = view;
    this.json = json;
    this.request = request;
    this.bodies = bodies;
  }

  /// Gives an order to a rollout of the tenant `default`.
  @POST
  @Path("/rollouts/{name}/{verb:" + VERBS + "}")
  @Operation(summary = "Order a rollout to pause, resume, promote, approve, abort, rollback, retry")
  public Response order(
      @PathParam("name") String name,
      @PathParam("verb") String verb,
      @Context HttpHeaders headers,
      InputStream body) {
    return orderOfTenant(TenantName.DEFAULT.value(), name, verb, headers, body);
  }

  /// Gives an order to a rollout of a tenant.
  @POST
  @Path("/tenants/{tenant}/rollouts/{name}/{verb:" + VERBS + "}")
  @Operation(summary = "Give an order to a rollout of a tenant")
  public Response orderOfTenant(
      @PathParam("tenant") String tenant,
      @PathParam("name") String name,
      @PathParam("verb") String verb,
      @Context HttpHeaders headers,
      InputStream body) {
    return id(tenant, name)
        .then(
            id ->
                reason(body, headers)
                    .then(reason -> orders.order(id, verb(verb), reason, request.origin())))
        .map(rollout -> answer(rollout, headers))
        .orElse(ProblemJson::response);
  }

  private Response answer(Versioned<Rollout> rollout, HttpHeaders headers) {
    return Answers.document(
            200, json.of(rollout.value(), rollout.modified(), view.recent()), headers)
        .header(HttpHeaders.ETAG, "\"" + rollout.modified() + "\"")
        .build();
  }

  private static Outcome<ResourceId> id(String tenant, String name) {
    if (!ResourceName.isValid(tenant)) {
      return Outcome.refused(Problem.invalid("tenant", "must match " + ResourceName.SYNTAX));
    }
    return ResourceName.isValid(name)
        ? Outcome.done(new ResourceId(Kind.ROLLOUT, new TenantName(tenant), new ResourceName(name)))
        : Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
  }

  private static Verb verb(String text) {
    return Verb.valueOf(text.toUpperCase(java.util.Locale.ROOT));
  }

  /// A body is optional, and so is the reason in it.
  private Outcome<String> reason(InputStream body, HttpHeaders headers) {
    boolean isEmpty =
        headers.getMediaType() == null
            || "0".equals(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH));
    return isEmpty
        ? Outcome.done("")
        : bodies.read(body, headers, BodyLimits.NODE_CALL).then(RolloutResource::reason);
  }

  private static Outcome<String> reason(ReceivedBody body) {
    return body.bytes().size() == 0
        ? Outcome.done("")
        : Outcome.of(Documents.readOne(body.bytes(), body.format()), ProblemCode.MALFORMED)
            .then(RolloutResource::reason);
  }

  private static Outcome<String> reason(JsonNode document) {
    Optional<String> unknown =
        StreamSupport.stream(((Iterable<String>) document::fieldNames).spliterator(), false)
            .filter(field -> !field.equals("reason"))
            .findFirst();
    if (!document.isObject() || unknown.isPresent()) {
      return Outcome.refused(
          Problem.invalid(
              unknown.orElse(""), "the body must be an object with nothing but a reason"));
    }
    JsonNode reason = document.path("reason");
    boolean valid =
        reason.isMissingNode() || (reason.isTextual() && reason.asText().length() <= MAX_REASON);
    return valid
        ? Outcome.done(reason.asText(""))
        : Outcome.refused(
            Problem.invalid("reason", "must be a text of at most " + MAX_REASON + " characters"));
  }
}
