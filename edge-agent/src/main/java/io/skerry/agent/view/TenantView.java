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

  private final List<ConfigEntry> sorted;

  /// `HashMap` and not `Map.copyOf`: the latter's probing is several times slower on this path. The
  /// answers are made once, so that a read hands out an existing object.
  private final Map<String, Optional<ConfigEntry>> byName;

  private final PolicyIndex policies;

  /// @param sorted the tenant's entries in the order of their names
  TenantView(List<ConfigEntry> sorted) {
    this(List.copyOf(sorted), byName(Map.of(), sorted), PolicyIndex.of(policies(sorted)));
  }

  private TenantView(
      List<ConfigEntry> sorted, Map<String, Optional<ConfigEntry>> byName, PolicyIndex policies) {
    this.sorted = sorted;
    this.byName = byName;
    this.policies = policies;
  }

  private static Map<String, Optional<ConfigEntry>> byName(
      Map<String, Optional<ConfigEntry>> before, List<ConfigEntry> changed) {
    Map<String, Optional<ConfigEntry>> byName = HashMap.newHashMap(before.size() + changed.size());
    byName.putAll(before);
    changed.forEach(entry -> byName.put(entry.address().name(), Optional.of(entry)));
    return byName;
  }

  /// The view that comes after this one. Where only content changed, the rest is shared, so that a
  /// change of one entry among thousands costs little memory.
  ///
  /// @param next the tenant's entries in the order of their names
  TenantView next(List<ConfigEntry> next) {
    if (!hasNamesOf(next)) {
      return new TenantView(next);
    }
    List<ConfigEntry> changed = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      if (!next.get(i).content().blob().equals(sorted.get(i).content().blob())) {
        changed.add(next.get(i));
      }
    }
    return changed.isEmpty()
        ? this
        : new TenantView(
            List.copyOf(next), byName(byName, changed), policies.with(policies(changed)));
  }

  private boolean hasNamesOf(List<ConfigEntry> next) {
    if (next.size() != sorted.size()) {
      return false;
    }
    for (int i = 0; i < next.size(); i++) {
      EntryAddress address = sorted.get(i).address();
      if (!address.equals(next.get(i).address())
          || next.get(i).content().kind() != sorted.get(i).content().kind()) {
        return false;
      }
    }
    return true;
  }

  private static List<Policy> policies(List<ConfigEntry> entries) {
    List<Policy> found = new ArrayList<>();
    for (ConfigEntry entry : entries) {
      if (entry instanceof Policy policy) {
        found.add(policy);
      }
    }
    return found;
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
    return List.copyOf(policies(withPrefix("policy/" + region + "/" + service + "/")));
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
