package io.skerry.control.api.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Fetches a window of a node's request log, which lies on the node and nowhere else.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "fleet")
@RunOnVirtualThread
public class LogResource {

  /// Two heartbeats and the time to send.
  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final LogWishes wishes;
  private final FreshView view;
  private final Candidate me;
  private final InstantSource clock;

  @Inject
  LogResource(LogWishes wishes, FreshView view, Candidate me, InstantSource clock) {
    this.wishes = wishes;
    this.view = view;
    this.me = me;
    this.clock = clock;
  }

  /// The newest lines of a window, as soon as the node has sent them: with its next report.
  @GET
  @Path("/nodes/{name}/logs")
  @Operation(summary = "Lines of the node's request log, fetched from the node")
  public Response logs(
      @PathParam("name") String name,
      @QueryParam("since") @DefaultValue("") String since,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("limit") @DefaultValue("") String limit,
      @Context HttpHeaders headers)
      throws InterruptedException {
    Outcome<LogWindow> window =
        heardHere(name).then(_ -> LogWindow.read(since, from, to, limit, clock.instant()));
    if (window instanceof Outcome.Done<LogWindow>(LogWindow wanted)) {
      return ask(new ResourceName(name), wanted, headers);
    }
    return window.<Response>map(_ -> Response.serverError().build()).orElse(ProblemJson::response);
  }

  private Response ask(ResourceName node, LogWindow window, HttpHeaders headers)
      throws InterruptedException {
    return switch (wishes.ask(node, window, LONGEST)) {
      case LogWishes.Answer.Sent(LogLines lines) ->
          Answers.document(200, json(node, window, lines), headers).build();
      case LogWishes.Answer.Late() ->
          ProblemJson.response(
              Problem.of(
                  ProblemCode.NODE_AWAY,
                  "the node sent nothing within %d s: it is away, has no gateway, or is older than this call"
                      .formatted(LONGEST.toSeconds())));
      case LogWishes.Answer.Busy() ->
          ProblemJson.response(
              Problem.of(
                      ProblemCode.TOO_MANY_REQUESTS,
                      "somebody waits for this node's log already, or %d wait for others"
                          .formatted(LogWishes.AT_ONCE))
                  .retryAfter(5));
    };
  }

  /// Only the replica that hears a node can tell it something.
  private Outcome<ResourceName> heardHere(String name) {
    if (!ResourceName.isValid(name)) {
      return Outcome.refused(Problem.invalid("name", "must match " + ResourceName.SYNTAX));
    }
    ResourceName node = new ResourceName(name);
    if (view.recent().node(node).or(() -> view.current().node(node)).isEmpty()) {
      return Outcome.refused(Problem.notFound("nodes/" + name));
    }
    Optional<NodeStatus> status = view.recent().statuses().get(node).map(Versioned::value);
    if (status.filter(it -> it.reachability() == Reachability.HEARD).isEmpty()) {
      return Outcome.refused(
          Problem.of(ProblemCode.NODE_AWAY, "the node is not heard at present: try when it is"));
    }
    String replica = status.get().replica();
    return replica.equals(me.name().value())
        ? Outcome.done(node)
        : Outcome.refused(
            Problem.of(
                ProblemCode.NODE_AWAY, "replica " + replica + " hears this node: ask that one"));
  }

  private static ObjectNode json(ResourceName node, LogWindow window, LogLines lines) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    lines.lines().forEach(array::add);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("node", node.value())
            .put("from", window.from().toString())
            .put("to", window.to().toString())
            .put("truncated", lines.truncated());
    json.set("lines", array);
    return json;
  }
}
