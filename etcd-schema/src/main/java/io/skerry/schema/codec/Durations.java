package io.skerry.schema.codec;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as documents write them: `500ms`, `90s`, `30m`, `1h30m`, `2d`.
public final class Durations {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(\\d{1,6})d)?(?:(\\d{1,8})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private Durations() {}

  /// The duration, or empty when the text is not one.
  public static Optional<Duration> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4))
            .plusMillis(part(matcher, 5)));
  }

  /// The shortest text that [#parse] reads back, to the millisecond.
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    return unit(duration.toDaysPart(), "d")
        + unit(duration.toHoursPart(), "h")
        + unit(duration.toMinutesPart(), "m")
        + unit(duration.toSecondsPart(), "s")
        + unit(duration.toMillisPart(), "ms");
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  private static String unit(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }
}
