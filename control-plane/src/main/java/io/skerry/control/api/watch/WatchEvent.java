package io.skerry.control.api.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Revision;
import java.util.Locale;

/// One event of the stream.
///
/// @param type what happened
/// @param revision when
/// @param completes whether everything up to the revision has been sent with this event, so that a
///   watcher may resume after it
/// @param data the event's document
record WatchEvent(Type type, Revision revision, boolean completes, ObjectNode data) {

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
    return new WatchEvent(type, revision, false, data);
  }

  /// Everything up to `revision` has been sent.
  static WatchEvent bookmark(Revision revision) {
    return new WatchEvent(Type.BOOKMARK, revision, true, envelope(Type.BOOKMARK, revision));
  }

  /// The same event as the last one of its revision.
  WatchEvent completing() {
    return new WatchEvent(type, revision, true, data);
  }

  private static ObjectNode envelope(Type type, Revision revision) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type.wireName())
        .put("resourceVersion", revision.toString());
  }
}
