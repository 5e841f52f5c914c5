package io.skerry.control.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/// Events as one parameter of a statement.
final class EventRows {

  private EventRows() {}

  /// A JSON array with one object per event, its fields named like the columns.
  static String json(List<AcceptedEvent> events) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (AcceptedEvent accepted : events) {
      rows.addObject()
          .put("event_id", accepted.event().id())
          .put("revision", accepted.revision().value())
          .put("at", accepted.event().at().toString())
          .put("actor", accepted.event().actor())
          .put("via", accepted.event().via())
          .put("request_id", accepted.event().requestId());
    }
    return rows.toString();
  }
}
