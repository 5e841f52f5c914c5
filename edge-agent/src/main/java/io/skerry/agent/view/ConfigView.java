package io.skerry.agent.view;

import io.skerry.agent.view.ConfigEntry.Policy;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything of one verified snapshot. Immutable and safe for use by any thread: take it once per
/// request and keep it, and the request never sees a mix of two snapshots.
///
/// Reads by full address cost a few nanoseconds and allocate nothing; reads by prefix allocate a
/// list.
public final class ConfigView {

  /// What a node serves that never received anything.
  public static final ConfigView EMPTY =
      new ConfigView(Optional.empty(), EntryTree.EMPTY, Prepared.NONE);

  private final Optional<Version> version;
  private final EntryTree entries;
  private final Prepared prepared;

  /// Held beside the tree, because it is what nearly every read wants.
  private final TenantView defaultTenant;

  /// Which snapshot a view shows.
  ///
  /// @param snapshot digest of the manifest
  /// @param generation of the ref that asked for it
  /// @param appliedAt when it was activated, by the node's clock
  /// @param durationMicros from receiving the ref to activation
  public record Version(Digest snapshot, long generation, Instant appliedAt, long durationMicros) {}

  private ConfigView(Optional<Version> version, EntryTree entries, Prepared prepared) {
    this.version = version;
    this.entries = entries;
    this.prepared = prepared;
    this.defaultTenant = entries.tenant(TenantName.DEFAULT);
  }

  /// @param version which snapshot this is
  /// @param entries all of its entries
  public ConfigView(Version version, EntryTree entries) {
    this(version, entries, Prepared.NONE);
  }

  /// @param version which snapshot this is
  /// @param entries all of its entries
  /// @param prepared what was made ready from them
  public ConfigView(Version version, EntryTree entries, Prepared prepared) {
    this(Optional.of(version), entries, prepared);
  }

  /// Which snapshot this is; empty while nothing was ever applied.
  public Optional<Version> version() {
    return version;
  }

  /// What was made ready from the snapshot.
  public Prepared prepared() {
    return prepared;
  }

  /// A policy of the default tenant.
  public Optional<Policy> get(String region, String service, String name) {
    return defaultTenant.get(region, service, name);
  }

  /// Every entry of the default tenant whose name starts with the prefix, in the order of their
  /// names.
  public List<ConfigEntry> withPrefix(String prefix) {
    return defaultTenant.withPrefix(prefix);
  }

  /// One tenant's part; empty, never absent, for a tenant that has nothing here.
  public TenantView tenant(TenantName tenant) {
    return entries.tenant(tenant);
  }

  /// The entry at an address.
  public Optional<ConfigEntry> entry(EntryAddress address) {
    return entries.at(address);
  }

  /// All entries, ordered by tenant and name.
  public List<ConfigEntry> entries() {
    return entries.all();
  }
}
