package io.skerry.agent.view;

import io.skerry.agent.view.ConfigEntry.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One tenant's part of a [ConfigView]. Immutable; reads by full address allocate nothing.
public final class TenantView {

  /// The part of a tenant that the snapshot has nothing of.
  static final TenantView EMPTY = new TenantView(List.of());

  /// `HashMap` and not `Map.copyOf`: the latter's probing is several times slower on this path.
  private final Map<String, Optional<ConfigEntry>> byName;

  private final List<ConfigEntry> sorted;
  private final PolicyIndex policies;

  /// @param sorted the tenant's entries in the order of their names
  TenantView(List<ConfigEntry> sorted) {
    this.sorted = List.copyOf(sorted);
    this.byName = HashMap.newHashMap(sorted.size());
    List<Policy> found = new ArrayList<>();
    for (ConfigEntry entry : sorted) {
      byName.put(entry.address().name(), Optional.of(entry));
      if (entry instanceof Policy policy) {
        found.add(policy);
      }
    }
    this.policies = new PolicyIndex(found);
  }

  /// The policy with this address.
  public Optional<Policy> get(String region, String service, String name) {
    return policies.find(region, service, name);
  }

  /// The entry with this full name, such as `service/asr`.
  public Optional<ConfigEntry> entry(String name) {
    return byName.getOrDefault(name, Optional.empty());
  }

  /// Every entry whose name starts with the prefix, in the order of their names.
  public List<ConfigEntry> withPrefix(String prefix) {
    int from = lowerBound(prefix);
    int to = from;
    while (to < sorted.size() && sorted.get(to).address().name().startsWith(prefix)) {
      to++;
    }
    return sorted.subList(from, to);
  }

  /// Every policy that binds a service, in the order of their names.
  public List<Policy> policies(String region, String service) {
    List<Policy> found = new ArrayList<>();
    for (ConfigEntry entry : withPrefix("policy/" + region + "/" + service + "/")) {
      if (entry instanceof Policy policy) {
        found.add(policy);
      }
    }
    return List.copyOf(found);
  }

  private int lowerBound(String prefix) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).address().name().compareTo(prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
