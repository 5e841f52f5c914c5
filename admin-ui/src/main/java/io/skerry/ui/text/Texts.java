package io.skerry.ui.text;

import io.skerry.ui.state.NodeState;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;

/// All words of the console, in one language. Thread-safe.
public final class Texts {

  private static final String BUNDLE = "io.skerry.ui.text.messages";
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int HOURS_PER_DAY = 24;
  private static final int MINUTES_SHOWN = 10;

  private final ResourceBundle bundle;
  private final Locale locale;
  private final ZoneId zone;
  private final DateTimeFormatter clock;
  private final DateTimeFormatter moment;

  private Texts(Locale locale, ZoneId zone) {
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    this.locale = locale;
    this.zone = zone;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone);
    this.moment = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", locale).withZone(zone);
  }

  /// The texts of a language; English when there is no translation.
  public static Texts of(Locale locale, ZoneId zone) {
    return new Texts(locale, zone);
  }

  /// The text of that key with its arguments filled in.
  ///
  /// @throws java.util.MissingResourceException for a key that does not exist
  public String get(String key, Object... arguments) {
    String pattern = bundle.getString(key);
    return arguments.length == 0
        ? pattern.replace("''", "'")
        : new MessageFormat(pattern, locale).format(arguments);
  }

  /// The word for the phase of a rollout; as the API names it when there is no word for it, which a
  /// newer server may do.
  public String phase(String wire) {
    String key = "phase." + wire;
    return bundle.containsKey(key) ? get(key) : wire;
  }

  /// The word for a state.
  public String state(NodeState state) {
    return get("state." + state.wire());
  }

  /// A length of time in one or two units: `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. Negative
  /// counts as zero.
  public String age(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < SECONDS_PER_MINUTE) {
      return get("age.s", seconds);
    }
    long minutes = seconds / SECONDS_PER_MINUTE;
    if (minutes < MINUTES_SHOWN) {
      return get("age.min.s", minutes, seconds % SECONDS_PER_MINUTE);
    }
    if (minutes < MINUTES_PER_HOUR) {
      return get("age.min", minutes);
    }
    long hours = minutes / MINUTES_PER_HOUR;
    return hours < HOURS_PER_DAY
        ? get("age.h.min", hours, minutes % MINUTES_PER_HOUR)
        : get("age.d.h", hours / HOURS_PER_DAY, hours % HOURS_PER_DAY);
  }

  /// How long ago something was: `45 s ago`.
  public String ago(Instant at, Instant now) {
    return get("age.ago", age(Duration.between(at, now)));
  }

  /// A length of time below a second in the unit that suits it: `850 µs`, `2.3 ms`, `1.4 s`.
  public String fine(Duration length) {
    double micros = length.toNanos() / 1e3;
    if (micros < 1e3) {
      return String.format(locale, "%.0f µs", micros);
    }
    return micros < 1e6
        ? String.format(locale, "%.1f ms", micros / 1e3)
        : String.format(locale, "%.1f s", micros / 1e6);
  }

  /// The time of day.
  public String clock(Instant at) {
    return clock.format(at);
  }

  /// Date and time with the zone.
  public String moment(Instant at) {
    return moment.format(at);
  }

  /// The time zone that times are shown in.
  public ZoneId zone() {
    return zone;
  }

  /// A number with the language's separators.
  public String number(long value) {
    return String.format(locale, "%,d", value);
  }

  /// A number with one decimal.
  public String decimal(double value) {
    return String.format(locale, "%.1f", value);
  }
}
