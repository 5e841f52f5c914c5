package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How [Metadata] is written.
final class MetadataFormat {

  private static final ValueReader<String> LABEL_KEY =
      ValueReader.scalar(
          "a label name such as tier or example.com/tier",
          value ->
              Values.textOf(value)
                  .filter(
                      text ->
                          text.matches(
                              "([a-z0-9][a-z0-9.-]{0,251}/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?")));

  private static final ValueReader<String> LABEL_VALUE =
      ValueReader.scalar(
          "a label value of at most 63 characters A-Z, a-z, 0-9, -, _ and .",
          value ->
              Values.textOf(value)
                  .filter(
                      text -> text.matches("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?")));

  private MetadataFormat() {}

  static ValueReader<Metadata> of(Kind kind) {
    return ValueReader.object(
        "an object with name, tenant, labels, annotations", fields -> read(kind, fields));
  }

  static ObjectNode write(Kind kind, Metadata metadata) {
    ObjectNode out = JsonWriter.object().put("name", metadata.name().value());
    if (kind.scope() == Kind.Scope.TENANT) {
      out.put("tenant", metadata.tenant().value());
    }
    out.set("labels", JsonWriter.map(metadata.labels(), JsonWriter::text));
    out.set("annotations", JsonWriter.map(metadata.annotations(), JsonWriter::text));
    metadata.lifecycle().ifPresent(lifecycle -> write(out, lifecycle));
    return out;
  }

  private static Metadata read(Kind kind, FieldReader fields) {
    ResourceId id =
        Resources.identity(
            kind, fields, fields.required("name", Values.NAME_PLACEHOLDER, Values.NAME));
    // The resource version is the store's revision; who sends one back means a precondition.
    fields.ignore("resourceVersion");
    return new Metadata(
        id.name(),
        id.tenant(),
        fields.withDefault("labels", Map.of(), ValueReader.map(LABEL_KEY, LABEL_VALUE, 0, 64)),
        fields.withDefault(
            "annotations", Map.of(), ValueReader.map(LABEL_KEY, Values.text(0, 4096), 0, 64)),
        lifecycle(fields));
  }

  private static Optional<Metadata.Lifecycle> lifecycle(FieldReader fields) {
    Optional<String> uid = fields.optional("uid", Values.text(1, 63));
    Optional<Long> generation =
        fields.optional("generation", Values.longInteger(1, Limits.MAX_EXACT_INTEGER));
    Optional<Instant> createdAt = fields.optional("createdAt", Values.INSTANT);
    Optional<Instant> updatedAt = fields.optional("updatedAt", Values.INSTANT);
    return uid.isPresent()
            && generation.isPresent()
            && createdAt.isPresent()
            && updatedAt.isPresent()
        ? Optional.of(
            new Metadata.Lifecycle(uid.get(), generation.get(), createdAt.get(), updatedAt.get()))
        : Optional.empty();
  }

  private static void write(ObjectNode out, Metadata.Lifecycle lifecycle) {
    out.put("uid", lifecycle.uid())
        .put("generation", lifecycle.generation())
        .put("createdAt", lifecycle.createdAt().toString())
        .put("updatedAt", lifecycle.updatedAt().toString());
  }
}
