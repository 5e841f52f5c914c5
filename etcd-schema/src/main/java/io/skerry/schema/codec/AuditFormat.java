package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.AuditEvent.Change;
import io.skerry.schema.model.AuditEvent.Verb;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How an audit event is written.
final class AuditFormat {

  private static final ValueReader<Change> RESOURCE_CHANGED =
      ValueReader.object(
          "an object with target, verb, generation, before, document",
          fields ->
              new Change.ResourceChanged(
                  fields.required(
                      "target",
                      ResourceId.cluster(Kind.CELL, Values.NAME_PLACEHOLDER),
                      RolloutFormat.RESOURCE_ID),
                  fields.required("verb", Verb.UPDATED, Values.oneOf(Verb.values())),
                  fields.required(
                      "generation", 1L, Values.longInteger(1, Limits.MAX_EXACT_INTEGER)),
                  fields.optional("before", Values.DIGEST),
                  fields.optional("document", Values.OBJECT)));

  private static final ValueReader<Change> REF_CHANGED =
      ValueReader.object(
          "an object with ref and previous",
          fields ->
              new Change.RefChanged(
                  fields.requiredObject("ref", RefFormat.REF),
                  fields.optional("previous", Values.DIGEST)));

  private static final ValueReader<Optional<Change>> CHANGE =
      ValueReader.object("an object with either resource or ref", AuditFormat::change);

  static final ValueReader<AuditEvent> EVENT =
      ValueReader.object(
          "an object with id, at, actor, via, requestId, changes",
          fields ->
              new AuditEvent(
                  fields.required("id", "", Values.text(26, 26)),
                  fields.required("at", Instant.EPOCH, Values.INSTANT),
                  fields.required("actor", "", Values.text(1, 256)),
                  fields.required("via", "", Values.text(1, 63)),
                  fields.required("requestId", "", Values.text(0, 128)),
                  fields.required("changes", List.of(), ValueReader.list(CHANGE, 1, 1000)).stream()
                      .flatMap(Optional::stream)
                      .toList()));

  private AuditFormat() {}

  static ObjectNode write(AuditEvent event) {
    ObjectNode out =
        JsonWriter.object()
            .put("id", event.id())
            .put("at", event.at().toString())
            .put("actor", event.actor())
            .put("via", event.via())
            .put("requestId", event.requestId());
    out.set("changes", JsonWriter.list(event.changes(), AuditFormat::write));
    return out;
  }

  private static ObjectNode write(Change change) {
    ObjectNode out = JsonWriter.object();
    switch (change) {
      case Change.ResourceChanged changed -> out.set("resource", write(changed));
      case Change.RefChanged changed -> {
        ObjectNode ref = out.putObject("ref");
        ref.set("ref", RefFormat.write(changed.ref()));
        changed.previous().ifPresent(previous -> ref.put("previous", previous.hex()));
      }
    }
    return out;
  }

  private static ObjectNode write(Change.ResourceChanged changed) {
    ObjectNode out =
        JsonWriter.object()
            .put("verb", Values.wireName(changed.verb()))
            .put("generation", changed.generation());
    out.set("target", RolloutFormat.write(changed.resource()));
    changed.before().ifPresent(before -> out.put("before", before.hex()));
    changed.document().ifPresent(document -> out.set("document", CanonicalJson.tree(document)));
    return out;
  }

  private static Optional<Change> change(FieldReader fields) {
    Optional<Change> resource = fields.optional("resource", RESOURCE_CHANGED);
    Optional<Change> ref = fields.optional("ref", REF_CHANGED);
    if (fields.has("resource") == fields.has("ref")) {
      fields.refuse("needs exactly one of resource and ref");
    }
    return resource.or(() -> ref);
  }
}
