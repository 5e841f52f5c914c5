package io.skerry.schema.model;

/// The tenant a resource belongs to. Cluster-scoped resources carry [#NONE], whose text `_` can
/// never be a tenant's name, so that the two never share a key prefix.
///
/// @param value a valid resource name, or `_`
public record TenantName(String value) implements Comparable<TenantName> {

  /// The tenant of resources that name none.
  public static final TenantName DEFAULT = new TenantName("default");

  /// The marker of cluster-scoped resources.
  public static final TenantName NONE = new TenantName("_");

  /// Refuses anything else with `IllegalArgumentException`.
  public TenantName {
    if (!value.equals("_") && !ResourceName.isValid(value)) {
      throw new IllegalArgumentException("not a tenant name: must match " + ResourceName.SYNTAX);
    }
  }

  @Override
  public int compareTo(TenantName other) {
    return value.compareTo(other.value);
  }

  // Written out because the JDK spins classes for a record's own at first use, some 30 ms of a
  // start.
  @Override
  public boolean equals(Object other) {
    return other instanceof TenantName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
