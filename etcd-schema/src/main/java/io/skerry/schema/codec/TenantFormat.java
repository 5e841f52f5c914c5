package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Tenant;

/// How the spec of a [Tenant] is written.
final class TenantFormat {

  static final ValueReader<Tenant.Spec> SPEC =
      ValueReader.object(
          "an object with strategy, description",
          fields ->
              new Tenant.Spec(
                  fields.optional("strategy", Values.NAME),
                  fields.withDefault("description", "", Values.text(0, 256))));

  private TenantFormat() {}

  static ObjectNode write(Tenant.Spec spec) {
    ObjectNode out = JsonWriter.object();
    spec.strategy().ifPresent(strategy -> out.put("strategy", strategy.value()));
    return spec.description().isEmpty() ? out : out.put("description", spec.description());
  }
}
