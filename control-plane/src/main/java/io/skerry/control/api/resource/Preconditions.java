package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.write.Precondition;
import io.skerry.schema.model.Revision;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads preconditions from headers and documents.
final class Preconditions {

  private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

  private Preconditions() {}

  /// From `If-Match` and `If-None-Match`; at most one of them.
  static Outcome<Precondition> of(HttpHeaders headers) {
    Optional<String> match = header(headers, HttpHeaders.IF_MATCH);
    Optional<String> noneMatch = header(headers, HttpHeaders.IF_NONE_MATCH);
    if (match.isPresent() && noneMatch.isPresent()) {
      return malformed("If-Match and If-None-Match exclude each other: send one");
    }
    if (noneMatch.isPresent()) {
      return noneMatch.get().equals("*")
          ? Outcome.done(new Precondition.Absent())
          : malformed("If-None-Match on a write must be *");
    }
    return match.map(Preconditions::ifMatch).orElseGet(() -> Outcome.done(Precondition.none()));
  }

  /// From a document's `metadata.resourceVersion`, which must agree with the headers' precondition.
  ///
  /// @param path where the document's field errors start
  static Outcome<Precondition> both(
      Precondition header, Optional<String> resourceVersion, String path) {
    if (resourceVersion.isEmpty()) {
      return Outcome.done(header);
    }
    if (!VERSION.matcher(resourceVersion.get()).matches()) {
      return Outcome.refused(
          Problem.invalid(
              path + "metadata.resourceVersion", "must be what the API answered, or left out"));
    }
    Precondition inBody =
        new Precondition.Exactly(new Revision(Long.parseLong(resourceVersion.get())));
    return switch (header) {
      case Precondition.None _, Precondition.Present _ -> Outcome.done(inBody);
      case Precondition.Exactly _ when header.equals(inBody) -> Outcome.done(inBody);
      case Precondition.Exactly _, Precondition.Absent _ ->
          Outcome.refused(
              Problem.invalid(
                  path + "metadata.resourceVersion", "contradicts the header: send one of them"));
    };
  }

  private static Outcome<Precondition> ifMatch(String value) {
    if (value.equals("*")) {
      return Outcome.done(new Precondition.Present());
    }
    Matcher etag = ETAG.matcher(value);
    return etag.matches()
        ? Outcome.done(new Precondition.Exactly(new Revision(Long.parseLong(etag.group(1)))))
        : malformed("If-Match must be * or one ETag as answered, such as \"123\"");
  }

  private static Optional<String> header(HttpHeaders headers, String name) {
    return Optional.ofNullable(headers.getHeaderString(name)).map(String::strip);
  }

  private static Outcome<Precondition> malformed(String why) {
    return Outcome.refused(Problem.of(ProblemCode.MALFORMED, why));
  }
}
