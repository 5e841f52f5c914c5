package io.skerry.control.api.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Revision;
import java.util.Locale;

/// One event of the stream.
///
/// @param type what happened
/// @param revision when; the event's id, which events of one transaction share
/// @param data the event's document
record WatchEvent(Type type, Revision revision, ObjectNode data) {

  /// What an event can say.
  enum Type {
    ADDED,
    MODIFIED,
    DELETED,
    BOOKMARK;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Something happened to a resource.
  static WatchEvent of(Type type, Revision revision, ObjectNode object) {
    ObjectNode data = envelope(type, revision);
    data.set("object", object);
    return new WatchEvent(type, revision, data);
  }

  /// Everything up to `revision` has been sent.
  static WatchEvent bookmark(Revision revision) {
    return new WatchEvent(Type.BOOKMARK, revision, envelope(Type.BOOKMARK, revision));
  }

  private static ObjectNode envelope(Type type, Revision revision) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type.wireName())
        .put("resourceVersion", revision.toString());
  }
}
