package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Service.Version.Protocol;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How the spec of a [Service] is written.
final class ServiceFormat {

  static final ValueReader<Service.Spec> SPEC =
      ValueReader.object(
          "an object with placement, versions, strategy and how requests are delivered",
          ServiceFormat::read);

  /// The content of a service as nodes get it.
  static final ValueReader<Service.Spec> BLOB =
      ValueReader.object("an object with name, generation and versions", ServiceFormat::blob);

  private static final ValueReader<String> MODULE =
      ValueReader.scalar(
          "a module such as asr@2.4.1",
          value ->
              Values.textOf(value)
                  .filter(
                      text ->
                          text.matches("[a-z0-9][a-z0-9-]{0,62}@[0-9A-Za-z][0-9A-Za-z.+-]{0,62}")));

  private static final ValueReader<Service.Version> VERSION =
      ValueReader.object(
          "an object with either upstreams (and protocol) or module", ServiceFormat::version);

  private ServiceFormat() {}

  static ObjectNode write(Service.Spec spec) {
    ObjectNode out = JsonWriter.object();
    if (!spec.placement().equals(Placement.EVERYWHERE)) {
      out.set("placement", PlacementFormat.write(spec.placement()));
    }
    out.set("versions", JsonWriter.map(spec.versions(), ServiceFormat::write));
    DeliveryFormat.write(spec.delivery(), out);
    spec.strategy().ifPresent(strategy -> out.put("strategy", strategy.value()));
    return out;
  }

  static ObjectNode write(Service.Version version) {
    ObjectNode out = JsonWriter.object();
    switch (version) {
      case Service.Version.Upstreams(List<URI> upstreams, Protocol protocol) -> {
        out.set("upstreams", JsonWriter.texts(upstreams, URI::toString));
        if (protocol != Protocol.HTTP1) {
          out.put("protocol", protocol.name().toLowerCase(Locale.ROOT));
        }
      }
      case Service.Version.Module(String module) -> out.put("module", module);
    }
    return out;
  }

  private static Service.Spec read(FieldReader fields) {
    Placement placement =
        fields.withDefault("placement", Placement.EVERYWHERE, PlacementFormat.PLACEMENT);
    return spec(fields, placement, fields.optional("strategy", Values.NAME));
  }

  private static Service.Spec blob(FieldReader fields) {
    fields.ignore("name");
    fields.ignore("generation");
    return spec(fields, Placement.EVERYWHERE, Optional.empty());
  }

  private static Service.Spec spec(
      FieldReader fields, Placement placement, Optional<ResourceName> strategy) {
    Map<ResourceName, Service.Version> versions =
        fields.required("versions", Map.of(), ValueReader.map(Values.NAME, VERSION, 1, 100));
    Delivery delivery = DeliveryFormat.read(fields);
    delivery
        .defaultVersion()
        .filter(name -> !versions.isEmpty() && !versions.containsKey(name))
        .ifPresent(
            name ->
                fields.refuse(
                    "defaultVersion", "must be one of the versions, but there is no " + name));
    return new Service.Spec(placement, versions, delivery, strategy);
  }

  private static Service.Version version(FieldReader fields) {
    Optional<List<URI>> upstreams =
        fields.optional("upstreams", ValueReader.list(Values.HTTP_URI, 1, 100));
    Protocol protocol =
        fields.withDefault("protocol", Protocol.HTTP1, Values.oneOf(Protocol.values()));
    Optional<String> module = fields.optional("module", MODULE);
    if (fields.has("upstreams") == fields.has("module")) {
      fields.refuse("needs exactly one of upstreams and module");
    }
    if (fields.has("protocol") && fields.has("module")) {
      fields.refuse("protocol", "belongs to upstreams, but this version is a module");
    }
    return module
        .<Service.Version>map(Service.Version.Module::new)
        .orElseGet(() -> new Service.Version.Upstreams(upstreams.orElse(List.of()), protocol));
  }
}
