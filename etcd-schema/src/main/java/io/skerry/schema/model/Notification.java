package io.skerry.schema.model;

import java.time.Instant;
import java.util.Optional;

/// A message on its way to a [NotificationTarget]. Written in the transaction of what it tells, and
/// removed once it was taken; one that nobody took stays for a while, so that operators see it.
///
/// @param id a ULID; the same in every attempt, so that receivers can tell repetitions
/// @param target who is told
/// @param event what happened
/// @param body what is posted, a JSON object
/// @param at when it happened
/// @param delivery how far it came
public record Notification(
    String id,
    ResourceId target,
    NotificationTarget.Event event,
    JsonDocument body,
    Instant at,
    Delivery delivery) {

  /// @param attempts how many failed so far
  /// @param due when the next is made; means nothing for a dead one
  /// @param error of the last attempt; empty before the first
  /// @param isDead whether nobody tries any more
  public record Delivery(int attempts, Instant due, Optional<String> error, boolean isDead) {

    /// Nothing was tried yet.
    public static Delivery first(Instant at) {
      return new Delivery(0, at, Optional.empty(), false);
    }
  }

  /// The same message after an attempt.
  public Notification with(Delivery next) {
    return new Notification(id, target, event, body, at, next);
  }
}
