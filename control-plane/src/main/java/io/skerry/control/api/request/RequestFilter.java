package io.skerry.control.api.request;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.problem.ProblemMappers;
import io.skerry.control.fleet.IdSource;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Runs before every endpoint: gives the request its id and origin, and refuses by its headers
/// alone what must not be read at all.
public final class RequestFilter {

  private static final String HEADER = "X-Request-Id";
  private static final Pattern ACCEPTED_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final CurrentRequest current;
  private final IdSource ids;

  @Inject
  RequestFilter(CurrentRequest current, IdSource ids) {
    this.current = current;
    this.ids = ids;
  }

  /// Takes over the caller's request id when it is harmless to log, else makes one.
  @ServerRequestFilter(preMatching = true)
  public Optional<Response> begin(ContainerRequestContext request, HttpServerRequest connection) {
    String id =
        Optional.ofNullable(request.getHeaderString(HEADER))
            .filter(given -> ACCEPTED_ID.matcher(given).matches())
            .orElseGet(ids::nextUlid);
    request.setProperty(ProblemMappers.REQUEST_ID, id);
    Optional<String> claim =
        Optional.ofNullable(request.getHeaderString(RequestOrigin.ACTOR_HEADER));
    current.begin(
        RequestOrigin.unauthenticated(
            id,
            claim.filter(RequestOrigin::isValidClaim).orElse(RequestOrigin.ANONYMOUS),
            address(connection)));
    return refuse(request).or(() -> refuse(claim)).map(ProblemJson::response);
  }

  /// Echoes the request id.
  @ServerResponseFilter
  public void end(ContainerRequestContext request, ContainerResponseContext answer) {
    Object id = request.getProperty(ProblemMappers.REQUEST_ID);
    if (id != null) {
      answer.getHeaders().putSingle(HEADER, id);
    }
  }

  private static Optional<Problem> refuse(ContainerRequestContext request) {
    String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    String path = request.getUriInfo().getPath();
    boolean packed = BodyLimits.mayBePacked(path) && "gzip".equalsIgnoreCase(encoding);
    if (encoding != null && !packed && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(
          Problem.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "Content-Encoding is not accepted: send the body uncompressed"));
    }
    int limit = BodyLimits.of(path);
    return contentLength(request) > limit
        ? Optional.of(BodyLimits.tooLarge(limit))
        : Optional.empty();
  }

  private static Optional<Problem> refuse(Optional<String> claim) {
    return claim
        .filter(name -> !RequestOrigin.isValidClaim(name))
        .map(
            _ ->
                Problem.of(
                    ProblemCode.MALFORMED,
                    RequestOrigin.ACTOR_HEADER + " must match " + RequestOrigin.syntax()));
  }

  private static long contentLength(ContainerRequestContext request) {
    String declared = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return declared != null && declared.matches("[0-9]{1,18}") ? Long.parseLong(declared) : 0;
  }

  private static String address(HttpServerRequest connection) {
    SocketAddress remote = connection.remoteAddress();
    return remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
  }
}
