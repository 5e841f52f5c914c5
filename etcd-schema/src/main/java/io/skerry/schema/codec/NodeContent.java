package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.PolicyConfig;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficSplit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Reads the content of snapshots as a node that acts on it needs it. Strict: a field that this
/// release does not know makes the content unusable, because ignoring it would be doing something
/// else than what was declared.
public final class NodeContent {

  private NodeContent() {}

  /// A service: its versions and how its requests are delivered.
  public static Decoded<Service.Spec> service(JsonDocument blob) {
    return FieldReader.document(CanonicalJson.tree(blob), ServiceFormat.BLOB);
  }

  /// A traffic split.
  public static Decoded<TrafficSplit.Spec> split(JsonDocument blob) {
    return FieldReader.document(CanonicalJson.tree(blob), TrafficSplitFormat.BLOB);
  }

  /// The type of a policy; empty for one that this release does not know.
  public static Optional<PolicyType> policyType(String name) {
    return Arrays.stream(PolicyType.values()).filter(t -> t.wireName().equals(name)).findFirst();
  }

  /// The config of a policy, or several merged into one with [MergePatch].
  public static Decoded<PolicyConfig> config(PolicyType type, JsonNode config) {
    return FieldReader.document(config, PolicyConfigFormat.of(type))
        .then(Function.<PolicyConfig>identity().andThen(Decoded.Ok<PolicyConfig>::new));
  }
}
