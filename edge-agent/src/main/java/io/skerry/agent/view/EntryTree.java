package io.skerry.agent.view;

import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The indexed entries of one snapshot, without saying when it was activated. Immutable.
public final class EntryTree {

  /// No entries.
  public static final EntryTree EMPTY = new EntryTree(List.of());

  private final List<ConfigEntry> entries;
  private final Map<TenantName, TenantView> tenants;

  /// @param entries ordered by tenant and name, no two with one address
  public EntryTree(List<ConfigEntry> entries) {
    this.entries = List.copyOf(entries);
    this.tenants = byTenant(this.entries);
  }

  /// All entries, ordered by tenant and name.
  public List<ConfigEntry> all() {
    return entries;
  }

  /// One tenant's part; empty, never absent, for a tenant that has nothing here.
  public TenantView tenant(TenantName tenant) {
    return tenants.getOrDefault(tenant, TenantView.EMPTY);
  }

  /// The entry at an address.
  public Optional<ConfigEntry> at(EntryAddress address) {
    return tenant(address.tenant()).entry(address.name());
  }

  private static Map<TenantName, TenantView> byTenant(List<ConfigEntry> entries) {
    Map<TenantName, List<ConfigEntry>> grouped = new HashMap<>();
    for (ConfigEntry entry : entries) {
      grouped.computeIfAbsent(entry.address().tenant(), _ -> new ArrayList<>()).add(entry);
    }
    Map<TenantName, TenantView> views = HashMap.newHashMap(grouped.size());
    grouped.forEach((tenant, own) -> views.put(tenant, new TenantView(own)));
    return views;
  }
}
