package io.skerry.control.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.NotificationTarget.Event;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Works out who is told that a rollout entered another phase. To be written in the transaction
/// that records it, so that nothing is told that did not happen and nothing that happened goes
/// untold.
public final class Notices {

  /// The most targets that one transition is told to, within what a transaction can hold.
  public static final int MOST_TARGETS = 20;

  private Notices() {}

  /// The messages about a transition; none when the phase is as before.
  ///
  /// @param targets of the rollout's tenant, in order of preference
  /// @param ids a new ULID per message
  public static List<Notification> of(
      Rollout before,
      Rollout after,
      Collection<NotificationTarget> targets,
      Supplier<String> ids,
      Instant now) {
    return event(before.status().phase(), after.status().phase()).stream()
        .flatMap(
            event ->
                targets.stream()
                    .filter(target -> target.spec().events().contains(event))
                    .limit(MOST_TARGETS)
                    .map(target -> notification(target, event, after, ids.get(), now)))
        .toList();
  }

  private static Optional<Event> event(Phase before, Phase after) {
    if (before == after) {
      return Optional.empty();
    }
    return switch (after) {
      case PROGRESSING -> before == Phase.PENDING ? Optional.of(Event.STARTED) : Optional.empty();
      case AWAITING_APPROVAL -> Optional.of(Event.AWAITING_APPROVAL);
      case PAUSED -> Optional.of(Event.PAUSED);
      case HELD -> Optional.of(Event.HELD);
      case ROLLING_BACK -> Optional.of(Event.ROLLING_BACK);
      case ROLLED_BACK -> Optional.of(Event.ROLLED_BACK);
      case ABORTED -> Optional.of(Event.ABORTED);
      case SUCCEEDED -> Optional.of(Event.SUCCEEDED);
      case PENDING, BAKING, SUPERSEDED -> Optional.empty();
    };
  }

  private static Notification notification(
      NotificationTarget target, Event event, Rollout rollout, String id, Instant now) {
    return new Notification(
        id,
        target.id(),
        event,
        body(id, event, rollout, now),
        now,
        Notification.Delivery.first(now));
  }

  private static JsonDocument body(String id, Event event, Rollout rollout, Instant now) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("type", "rollout." + event.wireName())
            .put("at", now.toString())
            .put("tenant", rollout.metadata().tenant().value())
            .put("rollout", rollout.metadata().name().value())
            .put("strategy", rollout.spec().strategyName().value())
            .put("author", rollout.spec().author())
            .put("reason", rollout.status().reason());
    ArrayNode resources = body.putArray("resources");
    rollout.spec().changes().forEach(change -> resources.add(change.resource().toString()));
    return CanonicalJson.document(body);
  }
}
