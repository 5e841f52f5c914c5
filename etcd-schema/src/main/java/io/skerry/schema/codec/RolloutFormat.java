package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;

/// How the spec of a [Rollout] is written.
final class RolloutFormat {

  static final ValueReader<ResourceId> RESOURCE_ID =
      ValueReader.object(
          "an object with kind, tenant, name",
          fields -> {
            Kind kind =
                fields.required("kind", Kind.POLICY, Values.oneOf(Kind.values(), Kind::wireName));
            return Resources.identity(
                kind, fields, fields.required("name", Values.NAME_PLACEHOLDER, Values.NAME));
          });

  static final ValueReader<Rollout.Spec> SPEC =
      ValueReader.object(
          "an object with target, targetGeneration, strategy",
          fields ->
              new Rollout.Spec(
                  fields.required(
                      "target",
                      ResourceId.cluster(Kind.CELL, Values.NAME_PLACEHOLDER),
                      RESOURCE_ID),
                  fields.required(
                      "targetGeneration", 1L, Values.longInteger(1, Limits.MAX_EXACT_INTEGER)),
                  fields.required("strategy", Values.NAME_PLACEHOLDER, Values.NAME)));

  private RolloutFormat() {}

  static ObjectNode write(Rollout.Spec spec) {
    ObjectNode out =
        JsonWriter.object()
            .put("targetGeneration", spec.targetGeneration())
            .put("strategy", spec.strategy().value());
    out.set("target", write(spec.target()));
    return out;
  }

  static ObjectNode write(ResourceId id) {
    ObjectNode out =
        JsonWriter.object().put("kind", id.kind().wireName()).put("name", id.name().value());
    if (id.kind().scope() == Kind.Scope.TENANT) {
      out.put("tenant", id.tenant().value());
    }
    return out;
  }
}
