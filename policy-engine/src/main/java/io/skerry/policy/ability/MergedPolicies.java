package io.skerry.policy.ability;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.policy.ability.ServiceParts.PolicyPart;
import io.skerry.policy.access.AccessRules;
import io.skerry.schema.codec.MergePatch;
import io.skerry.schema.codec.NodeContent;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.PolicyConfig;
import io.skerry.schema.model.PolicyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the policies of one service come to: those of one type merged field by field, the highest
/// priority last and so winning; among equals, the greatest name.
///
/// @param configs at most one of each type
/// @param access the expressions of the `access` config, compiled
public record MergedPolicies(List<PolicyConfig> configs, Optional<AccessRules> access) {

  private static final Comparator<PolicyPart> WEAKEST_FIRST =
      Comparator.comparingInt(PolicyPart::priority).thenComparing(PolicyPart::name);

  /// Copies the list.
  public MergedPolicies {
    configs = List.copyOf(configs);
  }

  /// The config of a type, if there is one.
  public <C extends PolicyConfig> Optional<C> only(Class<C> type) {
    return configs.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  static Fit<MergedPolicies> of(List<PolicyPart> policies, Abilities abilities) {
    Map<PolicyType, JsonNode> merged = new EnumMap<>(PolicyType.class);
    for (PolicyPart policy : policies.stream().sorted(WEAKEST_FIRST).toList()) {
      Optional<PolicyType> type = typeOf(policy, abilities);
      if (type.isEmpty()) {
        return new Fit.Lacks<>(
            new Misfit.PolicyType(
                policy.name(), policy.type(), abilities.policyTypes().orElse(Set.of())));
      }
      merged.merge(type.get(), policy.config(), MergePatch::apply);
    }
    return decode(merged).then(MergedPolicies::compiled);
  }

  private static Optional<PolicyType> typeOf(PolicyPart policy, Abilities abilities) {
    return NodeContent.policyType(policy.type())
        .filter(_ -> abilities.policyTypes().filter(it -> !it.contains(policy.type())).isEmpty());
  }

  private static Fit<List<PolicyConfig>> decode(Map<PolicyType, JsonNode> merged) {
    List<PolicyConfig> configs = new ArrayList<>();
    for (Map.Entry<PolicyType, JsonNode> type : merged.entrySet()) {
      String field = "policies of type " + type.getKey().wireName();
      Fit<PolicyConfig> config =
          Misfit.Content.read(field, NodeContent.config(type.getKey(), type.getValue()));
      if (config instanceof Fit.Lacks<PolicyConfig>(Misfit why)) {
        return new Fit.Lacks<>(why);
      }
      config.then(it -> new Fit.Runs<>(configs.add(it)));
    }
    return new Fit.Runs<>(configs);
  }

  private static Fit<MergedPolicies> compiled(List<PolicyConfig> configs) {
    MergedPolicies open = new MergedPolicies(configs, Optional.empty());
    return open.only(PolicyConfig.Access.class)
        .map(AccessRules::of)
        .map(rules -> Misfit.Content.read("policies of type access", rules))
        .map(rules -> rules.then(it -> closed(configs, it)))
        .orElseGet(() -> new Fit.Runs<>(open));
  }

  private static Fit<MergedPolicies> closed(List<PolicyConfig> configs, AccessRules rules) {
    return new Fit.Runs<>(new MergedPolicies(configs, Optional.of(rules)));
  }
}
