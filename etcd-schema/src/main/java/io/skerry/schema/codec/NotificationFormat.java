package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.Notification.Delivery;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.NotificationTarget.Event;
import io.skerry.schema.model.ResourceId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How the spec of a [NotificationTarget] and messages to it are written.
final class NotificationFormat {

  private static final ValueReader<Event> EVENT = Values.oneOf(Event.values(), Event::wireName);
  private static final URI NOWHERE = URI.create("https://example.invalid/");

  private static final ValueReader<URI> URL =
      Values.HTTP_URI.check(
          uri ->
              uri.getUserInfo() == null
                  ? Optional.empty()
                  : Optional.of("must not contain a user or password"));

  static final ValueReader<NotificationTarget.Spec> TARGET =
      ValueReader.object(
          "an object with url, events, secretRef",
          fields ->
              new NotificationTarget.Spec(
                  fields.required("url", NOWHERE, URL),
                  Set.copyOf(
                      fields.required(
                          "events",
                          List.of(Event.HELD),
                          ValueReader.list(EVENT, 1, Event.values().length))),
                  fields.optional("secretRef", Values.NAME)));

  static final ValueReader<Notification> NOTIFICATION =
      ValueReader.object(
          "an object with id, target, event, body, at, attempts, due, error, dead",
          fields ->
              new Notification(
                  fields.required("id", "", Values.text(26, 26)),
                  fields.required(
                      "target",
                      ResourceId.cluster(Kind.CELL, Values.NAME_PLACEHOLDER),
                      RolloutFormat.RESOURCE_ID),
                  fields.required("event", Event.HELD, EVENT),
                  fields.required("body", JsonDocument.EMPTY_OBJECT, Values.OBJECT),
                  fields.required("at", Instant.EPOCH, Values.INSTANT),
                  new Delivery(
                      fields.withDefault("attempts", 0, Values.integer(0, 1000)),
                      fields.required("due", Instant.EPOCH, Values.INSTANT),
                      fields.optional("error", Values.text(0, 512)),
                      fields.withDefault("dead", false, Values.BOOL))));

  private NotificationFormat() {}

  static ObjectNode write(NotificationTarget.Spec spec) {
    ObjectNode out = JsonWriter.object().put("url", spec.url().toString());
    out.set("events", JsonWriter.texts(new TreeSet<>(spec.events()), Event::wireName));
    spec.secretRef().ifPresent(secret -> out.put("secretRef", secret.value()));
    return out;
  }

  static ObjectNode write(Notification notification) {
    Delivery delivery = notification.delivery();
    ObjectNode out =
        JsonWriter.object()
            .put("id", notification.id())
            .put("event", notification.event().wireName())
            .put("at", notification.at().toString())
            .put("attempts", delivery.attempts())
            .put("due", delivery.due().toString());
    out.set("target", RolloutFormat.write(notification.target()));
    out.set("body", CanonicalJson.tree(notification.body()));
    delivery.error().ifPresent(error -> out.put("error", error));
    return delivery.isDead() ? out.put("dead", true) : out;
  }
}
