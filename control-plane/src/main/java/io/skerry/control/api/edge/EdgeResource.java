package io.skerry.control.api.edge;

import io.skerry.control.api.logs.LogWishes;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.request.BodyLimits;
import io.skerry.control.api.request.BodyReader;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.Documents.Format;
import io.skerry.schema.codec.StatusFormat;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Bytes;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The calls that nodes make.
@Path("/edge/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "nodes")
public class EdgeResource {

  private static final String SPREAD = "Skerry-Report-Spread";
  private static final String LOGS_WANTED = "Skerry-Logs-Wanted";
  private static final String ABILITIES_WANTED = "Skerry-Abilities-Wanted";

  private final Enrolment enrolment;
  private final NodeLogin login;
  private final Reports reports;
  private final LogWishes wishes;
  private final CurrentRequest request;
  private final BodyReader bodies;

  @Inject
  EdgeResource(
      Enrolment enrolment,
      NodeLogin login,
      Reports reports,
      LogWishes wishes,
      CurrentRequest request,
      BodyReader bodies) {
    this.enrolment = enrolment;
    this.login = login;
    this.reports = reports;
    this.wishes = wishes;
    this.request = request;
    this.bodies = bodies;
  }

  /// Exchanges a join token for a credential.
  @POST
  @Path("/enrol")
  @RunOnVirtualThread
  @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON))
  @Operation(summary = "Exchange a join token for the node's credential")
  public Response enrol(InputStream body, @Context HttpHeaders headers) {
    return json(body, headers)
        .then(EnrolRequest::read)
        .then(wanted -> enrolment.enrol(wanted, request.origin().address()))
        .map(answer -> Answers.document(200, answer, headers).build())
        .orElse(ProblemJson::response);
  }

  /// Takes a node's report: an ACK, a NACK, a change, or only a sign of life.
  @POST
  @Path("/status")
  @RunOnVirtualThread
  @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON))
  @Operation(summary = "Report what the node runs; also its heartbeat")
  public Response status(InputStream body, @Context HttpHeaders headers) {
    String authorization =
        Optional.ofNullable(headers.getHeaderString(HttpHeaders.AUTHORIZATION)).orElse("");
    return login
        .identify(authorization, request.origin().address())
        .then(node -> admitted(node).then(_ -> report(node, body, headers)))
        .orElse(ProblemJson::response);
  }

  private Outcome<ResourceName> admitted(ResourceName node) {
    return reports
        .admit(node)
        .<Outcome<ResourceName>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(node));
  }

  private Outcome<Response> report(ResourceName node, InputStream body, HttpHeaders headers) {
    return json(body, headers)
        .then(EdgeResource::read)
        .then(
            report ->
                reports
                    .take(node, report)
                    .<Outcome<Response>>map(Outcome::refused)
                    .orElseGet(() -> Outcome.done(taken(node))));
  }

  private Response taken(ResourceName node) {
    Response.ResponseBuilder taken =
        Response.noContent().header(SPREAD, reports.spread().toMillis());
    wishes.wantedOf(node).ifPresent(wanted -> taken.header(LOGS_WANTED, wanted));
    if (reports.wantsAbilities(node)) {
      taken.header(ABILITIES_WANTED, 1);
    }
    return taken.build();
  }

  private static Outcome<Report> read(Bytes body) {
    Decoded<Report> report = StatusFormat.REPORT_CODEC.decode(body);
    boolean unreadable =
        report instanceof Decoded.Malformed<Report>(var errors)
            && errors.stream().anyMatch(error -> error.field().isEmpty());
    return Outcome.of(report, unreadable ? ProblemCode.MALFORMED : ProblemCode.INVALID);
  }

  private Outcome<Bytes> json(InputStream body, HttpHeaders headers) {
    return bodies
        .read(body, headers, BodyLimits.NODE_CALL)
        .then(
            read ->
                read.format() == Format.JSON
                    ? Outcome.done(read.bytes())
                    : Outcome.refused(
                        Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send application/json")));
  }
}
