package io.skerry.control.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.AuditEvent.Change.RefChanged;
import io.skerry.schema.model.AuditEvent.Change.ResourceChanged;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Ref;
import java.util.List;

/// Events as parameters of a statement: JSON arrays with one object per row, its fields named like
/// the columns.
///
/// @param events one row per event
/// @param resources one row per change of a declared resource
/// @param refs one row per change of what a node must run
record EventRows(String events, String resources, String refs) {

  static EventRows of(List<AcceptedEvent> accepted) {
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    ArrayNode resources = JsonNodeFactory.instance.arrayNode();
    ArrayNode refs = JsonNodeFactory.instance.arrayNode();
    for (AcceptedEvent it : accepted) {
      addEvent(events.addObject(), it);
      addChanges(it.event(), resources, refs);
    }
    return new EventRows(events.toString(), resources.toString(), refs.toString());
  }

  private static void addEvent(ObjectNode row, AcceptedEvent accepted) {
    row.put("event_id", accepted.event().id())
        .put("revision", accepted.revision().value())
        .put("at", accepted.event().at().toString())
        .put("actor", accepted.event().actor())
        .put("via", accepted.event().via())
        .put("request_id", accepted.event().requestId());
  }

  private static void addChanges(AuditEvent event, ArrayNode resources, ArrayNode refs) {
    for (int ordinal = 0; ordinal < event.changes().size(); ordinal++) {
      switch (event.changes().get(ordinal)) {
        case ResourceChanged change ->
            addResource(keyed(resources.addObject(), event, ordinal), change);
        case RefChanged change -> addRef(keyed(refs.addObject(), event, ordinal), change);
      }
    }
  }

  private static ObjectNode keyed(ObjectNode row, AuditEvent event, int ordinal) {
    return row.put("event_id", event.id()).put("ordinal", ordinal);
  }

  private static void addResource(ObjectNode row, ResourceChanged change) {
    row.put("resource", change.resource().toString())
        .put("verb", change.verb().name())
        .put("generation", change.generation())
        .put("before_digest", change.before().map(Digest::hex).orElse(null))
        .put("document", change.document().map(JsonDocument::canonical).orElse(null));
  }

  private static void addRef(ObjectNode row, RefChanged change) {
    Ref ref = change.ref();
    row.put("node", ref.node().value())
        .put("snapshot", ref.snapshot().hex())
        .put("generation", ref.generation())
        .put("rollout", ref.rollout())
        .put("wave", ref.wave())
        .put("reason", ref.kind().name())
        .put("issued_at", ref.issuedAt().toString())
        .put("previous", change.previous().map(Digest::hex).orElse(null));
  }
}
