package io.skerry.ui.shell;

import io.skerry.ui.state.Connection;
import io.skerry.ui.text.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Says how the connection is. Pure; all times by our clock.
final class ConnectionText {

  private static final Duration QUIET = Duration.ofSeconds(15);

  private ConnectionText() {}

  /// The colour class of the pill.
  static String styleClass(Connection connection, Instant now) {
    return switch (connection) {
      case Connection.Connecting connecting -> "pill-wait";
      case Connection.Live live when quiet(live, now) -> "pill-wait";
      case Connection.Live live -> "pill-live";
      case Connection.Offline offline -> "pill-off";
    };
  }

  /// The words of the pill: `Live · 4 ms`, `Live · quiet for 16 s`, `Connecting`, `Offline for 12
  /// s`.
  static String pill(ShellViewModel model, Texts texts, Instant now) {
    return switch (model.connection()) {
      case Connection.Connecting connecting -> texts.get("pill.connecting");
      case Connection.Live live when quiet(live, now) ->
          texts.get("pill.quiet", texts.age(Duration.between(live.lastSignal(), now)));
      case Connection.Live live ->
          model
              .stats()
              .roundTrip()
              .map(trip -> texts.get("pill.live.trip", texts.fine(trip)))
              .orElseGet(() -> texts.get("pill.live"));
      case Connection.Offline offline ->
          texts.get("pill.offline", texts.age(Duration.between(offline.since(), now)));
    };
  }

  /// The sentence of the banner.
  static String banner(Connection.Offline offline, Texts texts, Instant now) {
    String reason = offline.reason();
    Duration wait = Duration.between(now, offline.nextTry());
    String next =
        wait.isNegative() || wait.isZero()
            ? texts.get("banner.trying")
            : texts.get("banner.next", String.format(Locale.ROOT, "%d", wait.toSeconds() + 1));
    return offline
        .dataAsOf()
        .map(
            at ->
                texts.get(
                    "banner.old",
                    texts.age(Duration.between(at, now)),
                    texts.clock(at),
                    reason,
                    next))
        .orElseGet(() -> texts.get("banner.never", reason, next));
  }

  private static boolean quiet(Connection.Live live, Instant now) {
    return Duration.between(live.lastSignal(), now).compareTo(QUIET) > 0;
  }
}
