package io.skerry.policy.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.MergePatch;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficSplit;
import java.util.BitSet;
import java.util.Set;

/// The content that agents serve, as documented in the node protocol.
final class Blobs {

  private static final Set<String> NOT_FOR_NODES = Set.of("placement", "strategy");

  private Blobs() {}

  /// A policy with the given overrides merged into its config, in order.
  static ObjectNode of(Policy policy, BitSet overrides) {
    JsonNode config = CanonicalJson.tree(policy.spec().config());
    for (int i = overrides.nextSetBit(0); i >= 0; i = overrides.nextSetBit(i + 1)) {
      config =
          MergePatch.apply(config, CanonicalJson.tree(policy.spec().overrides().get(i).patch()));
    }
    ObjectNode blob = named(policy);
    blob.set("config", config);
    return blob.put("priority", policy.spec().priority())
        .put("service", policy.spec().service().value())
        .put("type", policy.spec().type().wireName());
  }

  /// A service without what is for the control plane only.
  static ObjectNode of(Service service) {
    ObjectNode blob = named(service);
    spec(service)
        .properties()
        .forEach(
            field -> {
              if (!NOT_FOR_NODES.contains(field.getKey())) {
                blob.set(field.getKey(), field.getValue());
              }
            });
    return blob;
  }

  /// A split with its rules and weights.
  static ObjectNode of(TrafficSplit split) {
    ObjectNode blob = named(split);
    JsonNode rules = spec(split).path("rules");
    blob.set("rules", rules.isArray() ? rules : JsonNodeFactory.instance.arrayNode());
    blob.set("weights", spec(split).path("weights"));
    return blob.put("service", split.spec().service().value());
  }

  private static JsonNode spec(Resource resource) {
    return Resources.encode(resource).path("spec");
  }

  /// The generation of a declaration that was not accepted yet is 0.
  private static ObjectNode named(Resource resource) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", resource.metadata().name().value())
        .put(
            "generation",
            resource.metadata().lifecycle().map(Metadata.Lifecycle::generation).orElse(0L));
  }
}
