package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the spec of a [Service] is written.
final class ServiceFormat {

  static final ValueReader<Service.Spec> SPEC =
      ValueReader.object("an object with placement, versions, strategy", ServiceFormat::read);

  private static final ValueReader<String> MODULE =
      ValueReader.scalar(
          "a module such as asr@2.4.1",
          value ->
              Values.textOf(value)
                  .filter(
                      text ->
                          text.matches("[a-z0-9][a-z0-9-]{0,62}@[0-9A-Za-z][0-9A-Za-z.+-]{0,62}")));

  private static final ValueReader<Service.Version> VERSION =
      ValueReader.object("an object with either upstreams or module", ServiceFormat::version);

  private ServiceFormat() {}

  static ObjectNode write(Service.Spec spec) {
    ObjectNode out = JsonWriter.object();
    if (!spec.placement().equals(Placement.EVERYWHERE)) {
      out.set("placement", PlacementFormat.write(spec.placement()));
    }
    out.set("versions", JsonWriter.map(spec.versions(), ServiceFormat::write));
    spec.strategy().ifPresent(strategy -> out.put("strategy", strategy.value()));
    return out;
  }

  static ObjectNode write(Service.Version version) {
    ObjectNode out = JsonWriter.object();
    switch (version) {
      case Service.Version.Upstreams(List<URI> upstreams) ->
          out.set("upstreams", JsonWriter.texts(upstreams, URI::toString));
      case Service.Version.Module(String module) -> out.put("module", module);
    }
    return out;
  }

  private static Service.Spec read(FieldReader fields) {
    return new Service.Spec(
        fields.withDefault("placement", Placement.EVERYWHERE, PlacementFormat.PLACEMENT),
        fields.required("versions", Map.of(), ValueReader.map(Values.NAME, VERSION, 1, 100)),
        fields.optional("strategy", Values.NAME));
  }

  private static Service.Version version(FieldReader fields) {
    Optional<List<URI>> upstreams =
        fields.optional("upstreams", ValueReader.list(Values.HTTP_URI, 1, 100));
    Optional<String> module = fields.optional("module", MODULE);
    if (fields.has("upstreams") == fields.has("module")) {
      fields.refuse("needs exactly one of upstreams and module");
    }
    return module
        .<Service.Version>map(Service.Version.Module::new)
        .orElseGet(() -> new Service.Version.Upstreams(upstreams.orElse(List.of())));
  }
}
