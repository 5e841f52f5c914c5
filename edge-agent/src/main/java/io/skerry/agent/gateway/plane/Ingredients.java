package io.skerry.agent.gateway.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.EntryTree;
import io.skerry.policy.ability.ServiceParts;
import io.skerry.policy.ability.ServiceParts.PolicyPart;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The entries of a snapshot that make up one service.
///
/// @param service the service; absent when the node has policies for it only
/// @param splits ordered by name
/// @param policies ordered by name
record Ingredients(
    Optional<ConfigEntry.Service> service,
    List<ConfigEntry.TrafficSplit> splits,
    List<ConfigEntry.Policy> policies) {

  /// Copies the lists.
  Ingredients {
    splits = List.copyOf(splits);
    policies = List.copyOf(policies);
  }

  /// All services that a snapshot says something about.
  static Map<ServiceKey, Ingredients> of(EntryTree entries) {
    Map<ServiceKey, Collected> collected = new TreeMap<>();
    for (ConfigEntry entry : entries.all()) {
      switch (entry) {
        case ConfigEntry.Service service ->
            at(collected, entry, service.name()).service = Optional.of(service);
        case ConfigEntry.TrafficSplit split ->
            at(collected, entry, split.service()).splits.add(split);
        case ConfigEntry.Policy policy ->
            at(collected, entry, policy.service()).policies.add(policy);
      }
    }
    Map<ServiceKey, Ingredients> found = new TreeMap<>();
    collected.forEach(
        (key, it) -> found.put(key, new Ingredients(it.service, it.splits, it.policies)));
    return found;
  }

  /// What tells two apart.
  List<Digest> content() {
    List<Digest> content = new ArrayList<>();
    service.ifPresent(it -> content.add(it.content().blob()));
    splits.forEach(it -> content.add(it.content().blob()));
    policies.forEach(it -> content.add(it.content().blob()));
    return content;
  }

  /// The same, as it is judged and read.
  ServiceParts parts() {
    return new ServiceParts(
        service.map(it -> it.content().document()),
        splits.stream().map(it -> it.content().document()).toList(),
        policies.stream()
            .map(it -> new PolicyPart(it.name(), it.type(), it.priority(), config(it)))
            .toList());
  }

  /// Settings of programs are none of the gateway's business, whatever they say, and there may be
  /// thousands of them: they are not read.
  private static JsonNode config(ConfigEntry.Policy policy) {
    return policy.type().equals(PolicyType.CONFIG.wireName())
        ? JsonNodeFactory.instance.objectNode()
        : CanonicalJson.tree(policy.config());
  }

  private static Collected at(
      Map<ServiceKey, Collected> collected, ConfigEntry entry, String service) {
    return collected.computeIfAbsent(
        new ServiceKey(entry.address().tenant(), service), _ -> new Collected());
  }

  private static final class Collected {
    private Optional<ConfigEntry.Service> service = Optional.empty();
    private final List<ConfigEntry.TrafficSplit> splits = new ArrayList<>();
    private final List<ConfigEntry.Policy> policies = new ArrayList<>();
  }
}
