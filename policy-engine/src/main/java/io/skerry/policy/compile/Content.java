package io.skerry.policy.compile;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;

/// One entry of a snapshot together with its blob. Compared by identity: one compilation makes
/// equal content once and shares it between nodes.
final class Content {

  private final Snapshot.Entry entry;
  private final Bytes blob;
  private final String manifestText;

  Content(TenantName tenant, String name, Snapshot.EntryKind kind, Bytes blob) {
    this.entry = new Snapshot.Entry(tenant, name, kind, blob.digest(), blob.size());
    this.blob = blob;
    this.manifestText = ManifestText.of(entry);
  }

  Snapshot.Entry entry() {
    return entry;
  }

  Bytes blob() {
    return blob;
  }

  /// The entry as it stands in a manifest.
  String manifestText() {
    return manifestText;
  }

  Address address() {
    return new Address(entry.tenant(), entry.name());
  }

  boolean isSameAs(Content other) {
    return this == other || entry.equals(other.entry);
  }

  /// Where an entry is in a snapshot.
  record Address(TenantName tenant, String name) implements Comparable<Address> {
    @Override
    public int compareTo(Address other) {
      int byTenant = tenant.compareTo(other.tenant);
      return byTenant != 0 ? byTenant : name.compareTo(other.name);
    }
  }
}
