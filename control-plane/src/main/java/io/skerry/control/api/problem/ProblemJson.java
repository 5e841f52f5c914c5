package io.skerry.control.api.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/// The wire form of a [Problem]: `application/problem+json` of RFC 9457.
public final class ProblemJson {

  /// `application/problem+json`.
  public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  private static final String TYPE_PREFIX = "https://skerry.io/problems/";

  private ProblemJson() {}

  /// The answer to a refused request.
  public static Response response(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.code().status())
            .type(MEDIA_TYPE)
            .entity(tree(problem).toString().getBytes(StandardCharsets.UTF_8));
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
    if (problem.code() == ProblemCode.UNAUTHENTICATED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"skerry\"");
    }
    if (problem.code() == ProblemCode.TOO_LARGE || problem.code() == ProblemCode.REQUEST_TIMEOUT) {
      // The rest of the body is not read.
      answer.header("Connection", "close");
    }
    return answer.build();
  }

  /// The document itself.
  public static ObjectNode tree(Problem problem) {
    ObjectNode tree =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", TYPE_PREFIX + problem.code().wireName())
            .put("title", problem.code().title())
            .put("status", problem.code().status())
            .put("detail", problem.detail())
            .put("code", problem.code().wireName());
    if (!problem.errors().isEmpty()) {
      var errors = tree.putArray("errors");
      problem
          .errors()
          .forEach(e -> errors.addObject().put("field", e.field()).put("message", e.message()));
    }
    return tree;
  }
}
