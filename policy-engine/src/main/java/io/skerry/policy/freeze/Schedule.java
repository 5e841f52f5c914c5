package io.skerry.policy.freeze;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.skerry.schema.model.FreezeWindow.When;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The times of one window. The five fields of a recurring one are those of crontab(5).
final class Schedule {

  private Schedule() {}

  /// One occurrence.
  ///
  /// @param from inclusive
  /// @param until exclusive
  record Occurrence(Instant from, Instant until) {}

  /// Why an expression cannot be used; empty when it can.
  static Optional<String> problem(String cron) {
    try {
      Cron parsed = parse(cron);
      return ExecutionTime.forCron(parsed)
              .nextExecution(ZonedDateTime.parse("2000-01-01T00:00Z"))
              .isPresent()
          ? Optional.empty()
          : Optional.of("never comes");
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /// The last occurrence that began at or before `now`; empty when none did, or when the expression
  /// cannot be used.
  static Optional<Occurrence> last(When when, Instant now) {
    return switch (when) {
      case When.Once(Instant from, Instant until) ->
          from.isAfter(now) ? Optional.empty() : Optional.of(new Occurrence(from, until));
      case When.Recurring recurring ->
          problem(recurring.cron()).isPresent() ? Optional.empty() : began(recurring, now);
    };
  }

  /// Searched by what the zone's clocks show, as if they never changed, so that no occurrence is
  /// lost where they do.
  private static Optional<Occurrence> began(When.Recurring window, Instant now) {
    ExecutionTime times = ExecutionTime.forCron(parse(window.cron()));
    ZonedDateTime shown =
        now.truncatedTo(ChronoUnit.SECONDS)
            .plusSeconds(1)
            .atZone(window.timeZone())
            .withZoneSameLocal(ZoneOffset.UTC);
    Optional<ZonedDateTime> last = times.lastExecution(shown);
    return last.map(local -> occurrence(window, local))
        .filter(it -> !it.from().isAfter(now))
        .or(() -> last.flatMap(times::lastExecution).map(local -> occurrence(window, local)));
  }

  /// When the next occurrence begins, after `now`; empty when none comes.
  static Optional<Instant> next(When.Recurring window, Instant now) {
    if (problem(window.cron()).isPresent()) {
      return Optional.empty();
    }
    ExecutionTime times = ExecutionTime.forCron(parse(window.cron()));
    ZonedDateTime shown = now.atZone(window.timeZone()).withZoneSameLocal(ZoneOffset.UTC);
    Optional<ZonedDateTime> next = times.nextExecution(shown);
    return next.map(local -> occurrence(window, local).from())
        .filter(now::isBefore)
        .or(
            () ->
                next.flatMap(times::nextExecution)
                    .map(local -> occurrence(window, local).from())
                    .filter(now::isBefore));
  }

  private static Occurrence occurrence(When.Recurring window, ZonedDateTime local) {
    Instant from = local.toLocalDateTime().atZone(window.timeZone()).toInstant();
    return new Occurrence(from, from.plus(window.duration()));
  }

  private static Cron parse(String cron) {
    return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(cron);
  }
}
