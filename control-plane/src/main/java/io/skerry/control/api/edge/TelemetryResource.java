package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.BodyLimits;
import io.skerry.control.api.request.BodyReader;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.control.api.request.ReceivedBody;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.Documents.Format;
import io.skerry.schema.codec.TelemetryFormat;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What nodes measured.
@Path("/edge/v1/telemetry")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "nodes")
public class TelemetryResource {

  private final NodeLogin login;
  private final TelemetryIntake intake;
  private final DataPlaneErrors errors;
  private final CurrentRequest request;
  private final BodyReader bodies;

  @Inject
  TelemetryResource(
      NodeLogin login,
      TelemetryIntake intake,
      DataPlaneErrors errors,
      CurrentRequest request,
      BodyReader bodies) {
    this.login = login;
    this.intake = intake;
    this.errors = errors;
    this.request = request;
    this.bodies = bodies;
  }

  /// Keeps a report; one that was kept before is answered alike and adds nothing.
  @POST
  @RunOnVirtualThread
  @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON))
  @Operation(summary = "Report what the node measured; gates go by it")
  public Response report(InputStream body, @Context HttpHeaders headers) {
    String authorization =
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)).orElse("");
    return login
        .identify(authorization, request.origin().address())
        .then(node -> taken(intake.admit(node), node))
        .then(node -> read(body, headers).then(report -> kept(node, report)))
        .map(_ -> Response.noContent().build())
        .orElse(ProblemJson::response);
  }

  private Outcome<ResourceName> kept(ResourceName node, TelemetryReport report) {
    Optional<Problem> problem = intake.take(node, report);
    if (problem.isEmpty()) {
      errors.measured(node, report);
    }
    return taken(problem, node);
  }

  private Outcome<TelemetryReport> read(InputStream body, HttpHeaders headers) {
    return bodies
        .read(body, headers, BodyLimits.TELEMETRY)
        .then(received -> unpacked(received, headers))
        .then(TelemetryResource::decoded);
  }

  private static Outcome<Bytes> unpacked(ReceivedBody received, HttpHeaders headers) {
    if (received.format() != Format.JSON) {
      return Outcome.refused(
          Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send application/json"));
    }
    String encoding =
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_ENCODING)).orElse("");
    return encoding.equalsIgnoreCase("gzip")
        ? Unzip.gzip(received.bytes(), BodyLimits.TELEMETRY)
        : Outcome.done(received.bytes());
  }

  private static Outcome<TelemetryReport> decoded(Bytes body) {
    Decoded<TelemetryReport> report = TelemetryFormat.CODEC.decode(body);
    boolean unreadable =
        report instanceof Decoded.Malformed<TelemetryReport>(var errors)
            && errors.stream().anyMatch(error -> error.field().isEmpty());
    return Outcome.of(report, unreadable ? ProblemCode.MALFORMED : ProblemCode.INVALID);
  }

  private static Outcome<ResourceName> taken(Optional<Problem> problem, ResourceName node) {
    return problem.<Outcome<ResourceName>>map(Outcome::refused).orElseGet(() -> Outcome.done(node));
  }
}
