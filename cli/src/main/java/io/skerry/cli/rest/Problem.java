package io.skerry.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A refusal as the server words it (RFC 9457).
///
/// @param status the HTTP status
/// @param code the machine-readable reason, such as `stale-version`
/// @param title what kind of problem it is
/// @param detail what is wrong this time
/// @param errors what is wrong with which field; empty when it is not about fields
public record Problem(
    int status, String code, String title, String detail, List<FieldError> errors) {

  /// One wrong field.
  public record FieldError(String field, String message) {}

  /// Copies the errors.
  public Problem {
    errors = List.copyOf(errors);
  }

  /// Reads a problem document; a body that is none still gives a problem that tells the status.
  public static Problem of(int status, JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    for (JsonNode error : body.path("errors")) {
      errors.add(new FieldError(error.path("field").asText(""), error.path("message").asText("")));
    }
    return new Problem(
        status,
        body.path("code").asText("http-" + status),
        body.path("title").asText("HTTP status " + status),
        body.path("detail").asText(""),
        errors);
  }

  /// The same problem with other field errors.
  public Problem withErrors(List<FieldError> changed) {
    return new Problem(status, code, title, detail, changed);
  }
}
