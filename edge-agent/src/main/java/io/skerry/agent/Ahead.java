package io.skerry.agent;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Has the platform prepare, beside the first steps of a start, what the later ones need of it and
/// what takes it long. Nothing depends on whether that is done in time. Only classes of the
/// platform are touched: two threads that initialize classes of ours could wait for one another.
final class Ahead {

  private Ahead() {}

  /// For a thread of its own.
  static void prepare() {
    // Computes a table of large powers when it is first touched, as the reader of JSON does.
    BigDecimal numbers = BigDecimal.ONE;
    // Reads the time zones, which the first line of the log needs.
    var _ = ZoneId.systemDefault();
    // Looks up names of days and zones, as the head of each answer has them.
    var _ =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US)
            .withZone(ZoneId.of("GMT"))
            .format(Instant.ofEpochSecond(numbers.longValue()));
  }
}
