package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.FreezeWindow.When;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// How the spec of a [FreezeWindow] is written.
final class FreezeWindowFormat {

  private static final Duration LONGEST = Duration.ofDays(366);

  private static final ValueReader<ZoneId> ZONE =
      ValueReader.scalar(
          "a time zone such as Europe/Berlin or UTC",
          value -> Values.textOf(value).flatMap(FreezeWindowFormat::zone));

  /// A time that comes again and again.
  static final ValueReader<When.Recurring> RECURRING =
      ValueReader.object("an object with cron, timeZone, duration", FreezeWindowFormat::recurring);

  static final ValueReader<FreezeWindow.Spec> SPEC =
      ValueReader.object(
          "an object with either cron, timeZone, duration or from, until; and reason",
          fields ->
              new FreezeWindow.Spec(
                  fields.has("from") || fields.has("until") ? once(fields) : recurring(fields),
                  fields.withDefault("reason", "", Values.text(0, 256))));

  private FreezeWindowFormat() {}

  static ObjectNode write(FreezeWindow.Spec spec) {
    ObjectNode out = JsonWriter.object();
    switch (spec.when()) {
      case When.Recurring recurring -> out.setAll(write(recurring));
      case When.Once(Instant from, Instant until) ->
          out.put("from", from.toString()).put("until", until.toString());
    }
    return spec.reason().isEmpty() ? out : out.put("reason", spec.reason());
  }

  static ObjectNode write(When.Recurring recurring) {
    return JsonWriter.object()
        .put("cron", recurring.cron())
        .put("timeZone", recurring.timeZone().getId())
        .put("duration", Durations.format(recurring.duration()));
  }

  private static When.Recurring recurring(FieldReader fields) {
    return new When.Recurring(
        fields.required("cron", "", Values.text(1, 128)),
        fields.withDefault("timeZone", ZoneOffset.UTC, ZONE),
        fields.required(
            "duration", Duration.ofMinutes(1), Values.duration(Duration.ofMinutes(1), LONGEST)));
  }

  private static When once(FieldReader fields) {
    Instant from = fields.required("from", Instant.EPOCH, Values.INSTANT);
    Instant until = fields.required("until", Instant.MAX, Values.INSTANT);
    if (!from.isBefore(until)) {
      fields.refuse("until", "must be after from");
    }
    return new When.Once(from, until);
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
