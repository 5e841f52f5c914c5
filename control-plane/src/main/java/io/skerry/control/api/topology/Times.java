package io.skerry.control.api.topology;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/// Reads times of queries.
final class Times {

  private Times() {}

  /// An RFC 3339 time such as `2026-11-20T14:03:00Z`.
  static Outcome<Instant> read(String field, String text) {
    try {
      return Outcome.done(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Outcome.refused(Problem.invalid(field, "must be a time such as 2026-11-20T14:03:00Z"));
    }
  }
}
