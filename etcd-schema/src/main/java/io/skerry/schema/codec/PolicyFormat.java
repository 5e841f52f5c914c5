package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.PolicyType;
import java.util.List;

/// How the spec of a [Policy] is written.
final class PolicyFormat {

  static final ValueReader<Policy.Spec> SPEC =
      ValueReader.object(
          "an object with service, type, priority, placement, config, overrides, strategy",
          PolicyFormat::read);

  private static final ValueReader<Policy.ConfigOverride> OVERRIDE =
      ValueReader.object(
          "an object with where and patch",
          fields ->
              new Policy.ConfigOverride(
                  fields.required("where", "true", PlacementFormat.CEL),
                  fields.required("patch", JsonDocument.EMPTY_OBJECT, Values.OBJECT)));

  private PolicyFormat() {}

  static ObjectNode write(Policy.Spec spec) {
    ObjectNode out =
        JsonWriter.object()
            .put("service", spec.service().value())
            .put("type", spec.type().wireName())
            .put("priority", spec.priority());
    if (!spec.placement().equals(Placement.EVERYWHERE)) {
      out.set("placement", PlacementFormat.write(spec.placement()));
    }
    out.set("config", CanonicalJson.tree(spec.config()));
    if (!spec.overrides().isEmpty()) {
      out.set("overrides", JsonWriter.list(spec.overrides(), PolicyFormat::write));
    }
    spec.strategy().ifPresent(strategy -> out.put("strategy", strategy.value()));
    return out;
  }

  private static Policy.Spec read(FieldReader fields) {
    Policy.Spec spec = fieldsOf(fields);
    PolicyConfigFormat.check(
        spec.type(),
        fields,
        spec.overrides().stream().map(it -> CanonicalJson.tree(it.patch())).toList());
    return spec;
  }

  private static Policy.Spec fieldsOf(FieldReader fields) {
    return new Policy.Spec(
        fields.required("service", Values.NAME_PLACEHOLDER, Values.NAME),
        fields.required(
            "type", PolicyType.CONFIG, Values.oneOf(PolicyType.values(), PolicyType::wireName)),
        fields.withDefault("priority", 100, Values.integer(0, 1000)),
        fields.withDefault("placement", Placement.EVERYWHERE, PlacementFormat.PLACEMENT),
        fields.required("config", JsonDocument.EMPTY_OBJECT, Values.OBJECT),
        fields.withDefault("overrides", List.of(), ValueReader.list(OVERRIDE, 0, 100)),
        fields.optional("strategy", Values.NAME));
  }

  private static ObjectNode write(Policy.ConfigOverride override) {
    ObjectNode out = JsonWriter.object().put("where", override.where());
    out.set("patch", CanonicalJson.tree(override.patch()));
    return out;
  }
}
