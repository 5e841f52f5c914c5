package io.skerry.cli.print;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// Times as people compare them: how long ago.
public final class Ages {
  private static final String UNKNOWN = "-";

  private Ages() {}

  /// The age of a moment in RFC 3339, such as `42s`, `7m`, `3h`, `12d`; `-` when it is none. A
  /// moment ahead of our clock is `0s` old.
  public static String since(String moment, Instant now) {
    if (moment.isEmpty()) {
      return UNKNOWN;
    }
    try {
      return shortened(Duration.between(Instant.parse(moment), now));
    } catch (DateTimeException notATime) {
      return UNKNOWN;
    }
  }

  private static String shortened(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
