package io.skerry.agent.view;

import io.skerry.schema.model.TenantName;
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
    this(entries, Map.of());
  }

  private EntryTree(List<ConfigEntry> entries, Map<TenantName, TenantView> before) {
    this.entries = List.copyOf(entries);
    this.tenants = byTenant(this.entries, before);
  }

  /// The tree that comes after this one, which shares with it what did not change.
  ///
  /// @param next ordered by tenant and name, no two with one address
  public EntryTree next(List<ConfigEntry> next) {
    return new EntryTree(next, tenants);
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

  private static Map<TenantName, TenantView> byTenant(
      List<ConfigEntry> entries, Map<TenantName, TenantView> before) {
    Map<TenantName, TenantView> views = new HashMap<>();
    int from = 0;
    while (from < entries.size()) {
      TenantName tenant = entries.get(from).address().tenant();
      int to = from + 1;
      while (to < entries.size() && entries.get(to).address().tenant().equals(tenant)) {
        to++;
      }
      views.put(
          tenant, before.getOrDefault(tenant, TenantView.EMPTY).next(entries.subList(from, to)));
      from = to;
    }
    return views;
  }
}
