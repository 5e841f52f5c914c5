package io.skerry.control.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.control.api.logs.LogLines;
import io.skerry.control.api.logs.LogWishes;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.BodyLimits;
import io.skerry.control.api.request.BodyReader;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.ResourceName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Lines of request logs that nodes were asked for.
@Path("/edge/v1/logs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "nodes")
public class LogLinesResource {

  private final NodeLogin login;
  private final LogWishes wishes;
  private final CurrentRequest request;
  private final BodyReader bodies;

  /// What a node sends.
  private record Sent(String id, LogLines lines) {}

  @Inject
  LogLinesResource(NodeLogin login, LogWishes wishes, CurrentRequest request, BodyReader bodies) {
    this.login = login;
    this.wishes = wishes;
    this.request = request;
    this.bodies = bodies;
  }

  /// Hands lines to whoever waits for them; they are not kept.
  @POST
  @RunOnVirtualThread
  @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON))
  @Operation(summary = "Send the lines of the request log that were asked for")
  public Response lines(InputStream body, @Context HttpHeaders headers) {
    String authorization =
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)).orElse("");
    return login
        .identify(authorization, request.origin().address())
        .then(node -> read(body, headers).then(sent -> handOver(node, sent)))
        .map(_ -> Response.noContent().build())
        .orElse(ProblemJson::response);
  }

  private Outcome<ResourceName> handOver(ResourceName node, Sent sent) {
    return wishes.sent(node, sent.id(), sent.lines())
        ? Outcome.done(node)
        : Outcome.refused(
            Problem.of(ProblemCode.NOT_FOUND, "nobody waits for these lines any more"));
  }

  private Outcome<Sent> read(InputStream body, HttpHeaders headers) {
    return bodies
        .read(body, headers, BodyLimits.LOG_LINES)
        .then(received -> Outcome.of(CanonicalJson.parse(received.bytes()), ProblemCode.MALFORMED))
        .then(LogLinesResource::read);
  }

  private static Outcome<Sent> read(JsonNode tree) {
    List<String> lines = new ArrayList<>();
    for (JsonNode line : tree.path("lines")) {
      if (!line.isTextual()) {
        return Outcome.refused(Problem.invalid("lines", "must be texts"));
      }
      lines.add(line.asText());
    }
    return tree.path("id").isTextual() && tree.path("lines").isArray()
        ? Outcome.done(
            new Sent(
                tree.path("id").asText(), new LogLines(lines, tree.path("truncated").asBoolean())))
        : Outcome.refused(Problem.invalid("id", "send id, lines and truncated"));
  }
}
