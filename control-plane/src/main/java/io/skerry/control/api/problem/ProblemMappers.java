package io.skerry.control.api.problem;

import io.skerry.schema.store.StoreException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whatever escapes an endpoint or the framework, as a problem document.
public final class ProblemMappers {

  /// The request property that carries the request's id.
  public static final String REQUEST_ID = "skerry.requestId";

  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  /// The store failed.
  @ServerExceptionMapper
  public Response store(StoreException failure) {
    LOG.warn("request failed: the store answered {}", failure.code(), failure);
    return ProblemJson.response(Problem.of(failure));
  }

  /// The framework refused the request, or an endpoint ended it early.
  @ServerExceptionMapper
  public Response framework(WebApplicationException refusal, ContainerRequestContext request) {
    Response original = refusal.getResponse();
    if (original.hasEntity()) {
      return original;
    }
    if (original.getStatus() / 100 != 4 && original.getStatus() / 100 != 5) {
      return original;
    }
    return withHeaders(refusal, ProblemJson.response(translate(original, request)));
  }

  /// A defect: the answer carries an id under which the log has the cause.
  @ServerExceptionMapper
  public Response defect(Throwable defect, ContainerRequestContext request) {
    Object id = request.getProperty(REQUEST_ID);
    LOG.error("request {} failed", id, defect);
    return ProblemJson.response(
        Problem.of(ProblemCode.INTERNAL, "see the server's log for request " + id));
  }

  private static Problem translate(Response original, ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return switch (original.getStatus()) {
      case 404 -> Problem.of(ProblemCode.NOT_FOUND, "nothing is served at " + path);
      case 405 ->
          Problem.of(
              ProblemCode.METHOD_NOT_ALLOWED, request.getMethod() + " does not go with " + path);
      case 406 ->
          Problem.of(
              ProblemCode.NOT_ACCEPTABLE, "answers are application/json or application/yaml");
      case 408 -> Problem.of(ProblemCode.REQUEST_TIMEOUT, "send the whole request within 10 s");
      case 413 -> Problem.of(ProblemCode.TOO_LARGE, "the body is too large");
      case 415 ->
          Problem.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send application/json or application/yaml");
      case 400, 401, 403, 409, 410, 412, 422 ->
          Problem.of(ProblemCode.MALFORMED, "the request cannot be read");
      default -> Problem.of(ProblemCode.INTERNAL, "the request could not be served");
    };
  }

  private static Response withHeaders(WebApplicationException refusal, Response answer) {
    return refusal instanceof NotAllowedException
            && refusal.getResponse().getHeaderString(HttpHeaders.ALLOW) != null
        ? Response.fromResponse(answer)
            .header(HttpHeaders.ALLOW, refusal.getResponse().getHeaderString(HttpHeaders.ALLOW))
            .build()
        : answer;
  }
}
