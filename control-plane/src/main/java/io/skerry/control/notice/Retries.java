package io.skerry.control.notice;

import io.skerry.schema.model.Notification;
import io.skerry.schema.model.Notification.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a message is tried again: after a pause that is uniform between zero and a ceiling, which
/// doubles with every attempt, so that receivers that come back are not met by all at once. After
/// the last attempt, about an hour after the first, it is dead.
///
/// @param random the source of jitter
/// @param first the ceiling of the first pause
public record Retries(RandomGenerator random, Duration first) {

  /// How many attempts are made.
  public static final int MOST_ATTEMPTS = 14;

  /// How long dead messages are kept for operators to see.
  public static final Duration KEPT = Duration.ofDays(7);

  /// What gives a target an hour to come back.
  public static final Duration FIRST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MOST_ERROR = 512;

  /// The message after another failed attempt.
  public Notification failed(Notification notification, String error, Instant now) {
    int attempts = notification.delivery().attempts() + 1;
    Duration doubled = first.multipliedBy(1L << Math.min(20, attempts - 1));
    Duration ceiling = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    String shown = error.isEmpty() ? "failed" : error;
    return notification.with(
        new Delivery(
            attempts,
            now.plusMillis(random.nextLong(ceiling.toMillis() + 1)),
            Optional.of(shown.substring(0, Math.min(MOST_ERROR, shown.length()))),
            attempts >= MOST_ATTEMPTS));
  }

  /// The message as operators want it tried again.
  public static Notification again(Notification notification, Instant now) {
    return notification.with(Delivery.first(now));
  }

  /// Whether a dead message was kept long enough.
  public static boolean isForgotten(Notification notification, Instant now) {
    return notification.delivery().isDead() && now.isAfter(notification.at().plus(KEPT));
  }
}
