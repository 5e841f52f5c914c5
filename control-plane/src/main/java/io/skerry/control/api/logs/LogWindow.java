package io.skerry.control.api.logs;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.schema.codec.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Which lines of a node's request log somebody wants.
///
/// @param from the beginning
/// @param to the end, not before the beginning
/// @param limit of lines, 1 to 1,000; the newest of the window
record LogWindow(Instant from, Instant to, int limit) {

  private static final int MOST_LINES = 1_000;
  private static final Duration KEPT = Duration.ofHours(2);
  private static final Duration USUAL = Duration.ofMinutes(10);

  /// Reads the parameters; blank ones are not given.
  static Outcome<LogWindow> read(String since, String from, String to, String limit, Instant now) {
    if (!since.isBlank() && !from.isBlank()) {
      return Outcome.refused(Problem.invalid("since", "goes not together with from"));
    }
    return time("to", to, now)
        .then(
            end ->
                since(since)
                    .then(back -> time("from", from, now.minus(back)))
                    .then(begin -> lines(limit).then(count -> of(begin, end, count))));
  }

  private static Outcome<LogWindow> of(Instant from, Instant to, int limit) {
    return from.isAfter(to)
        ? Outcome.refused(Problem.invalid("from", "must not be after to"))
        : Outcome.done(new LogWindow(from, to, limit));
  }

  private static Outcome<Duration> since(String text) {
    return text.isBlank()
        ? Outcome.done(USUAL)
        : Durations.parse(text)
            .filter(it -> it.isPositive() && it.compareTo(KEPT) <= 0)
            .map(Outcome::done)
            .orElseGet(
                () ->
                    Outcome.refused(
                        Problem.invalid("since", "must be a duration up to 2h, such as 10m")));
  }

  private static Outcome<Instant> time(String field, String text, Instant otherwise) {
    if (text.isBlank()) {
      return Outcome.done(otherwise);
    }
    try {
      return Outcome.done(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Outcome.refused(Problem.invalid(field, "must be a time such as 2026-11-20T14:03:00Z"));
    }
  }

  private static Outcome<Integer> lines(String text) {
    return Optional.of(text.isBlank() ? "200" : text)
        .filter(it -> it.matches("[0-9]{1,4}"))
        .map(Integer::parseInt)
        .filter(it -> it > 0 && it <= MOST_LINES)
        .map(Outcome::done)
        .orElseGet(
            () -> Outcome.refused(Problem.invalid("limit", "must be from 1 to " + MOST_LINES)));
  }
}
