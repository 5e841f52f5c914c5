package io.skerry.agent.gateway.plane;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.agent.gateway.filter.AccessRules;
import io.skerry.agent.gateway.filter.FaultPlan;
import io.skerry.agent.gateway.filter.Redirection;
import io.skerry.agent.view.ConfigEntry.Policy;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.MergePatch;
import io.skerry.schema.codec.NodeContent;
import io.skerry.schema.model.PolicyConfig;
import io.skerry.schema.model.PolicyConfig.HeaderEdits;
import io.skerry.schema.model.PolicyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the policies of one service come to: those of one type merged field by field, the highest
/// priority last and so winning; among equals, the greatest name.
///
/// @param limit how many requests may pass
/// @param requestEdits headers on the way to the upstream
/// @param responseEdits headers on the way back
/// @param access who may send requests
/// @param cache which answers are kept
/// @param redirection who is sent elsewhere
/// @param fault trouble on purpose
public record Policies(
    Optional<PolicyConfig.RateLimit> limit,
    HeaderEdits requestEdits,
    HeaderEdits responseEdits,
    Optional<AccessRules> access,
    Optional<PolicyConfig.Cache> cache,
    Optional<Redirection> redirection,
    Optional<FaultPlan> fault) {

  private static final Comparator<Policy> WEAKEST_FIRST =
      Comparator.comparingInt(Policy::priority).thenComparing(Policy::name);

  /// Merges and compiles, or says why this node cannot do what they ask.
  static Decoded<Policies> of(List<Policy> policies) {
    Map<PolicyType, JsonNode> merged = new EnumMap<>(PolicyType.class);
    List<Policy> ordered = new ArrayList<>(policies);
    ordered.sort(WEAKEST_FIRST);
    for (Policy policy : ordered) {
      Optional<PolicyType> type = NodeContent.policyType(policy.type());
      if (type.isEmpty()) {
        return Decoded.malformed(
            policy.name(), "is of type " + policy.type() + ", which this release does not know");
      }
      JsonNode config = CanonicalJson.tree(policy.config());
      merged.merge(type.get(), config, MergePatch::apply);
    }
    return decode(merged)
        .then(
            configs -> access(configs).then(access -> new Decoded.Ok<>(assemble(configs, access))));
  }

  private static Decoded<List<PolicyConfig>> decode(Map<PolicyType, JsonNode> merged) {
    List<PolicyConfig> configs = new ArrayList<>();
    for (Map.Entry<PolicyType, JsonNode> type : merged.entrySet()) {
      switch (NodeContent.config(type.getKey(), type.getValue())) {
        case Decoded.Ok<PolicyConfig>(PolicyConfig config) -> configs.add(config);
        case Decoded.Malformed<PolicyConfig>(var errors) -> {
          return new Decoded.Malformed<>(errors);
        }
      }
    }
    return new Decoded.Ok<>(configs);
  }

  private static Decoded<Optional<AccessRules>> access(List<PolicyConfig> configs) {
    return only(configs, PolicyConfig.Access.class)
        .map(AccessRules::of)
        .<Decoded<Optional<AccessRules>>>map(
            rules -> rules.then(it -> new Decoded.Ok<>(Optional.of(it))))
        .orElseGet(() -> new Decoded.Ok<>(Optional.empty()));
  }

  private static Policies assemble(List<PolicyConfig> configs, Optional<AccessRules> access) {
    Optional<PolicyConfig.Headers> headers = only(configs, PolicyConfig.Headers.class);
    return new Policies(
        only(configs, PolicyConfig.RateLimit.class)
            .filter(limit -> limit.requestsPerSecond().isPresent()),
        headers.map(PolicyConfig.Headers::request).orElse(HeaderEdits.NONE),
        headers.map(PolicyConfig.Headers::response).orElse(HeaderEdits.NONE),
        access,
        only(configs, PolicyConfig.Cache.class),
        only(configs, PolicyConfig.Redirect.class).flatMap(Redirection::of),
        only(configs, PolicyConfig.Fault.class).map(FaultPlan::new));
  }

  private static <C extends PolicyConfig> Optional<C> only(
      List<PolicyConfig> configs, Class<C> type) {
    return configs.stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
