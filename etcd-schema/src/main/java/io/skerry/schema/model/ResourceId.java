package io.skerry.schema.model;

import java.util.Comparator;

/// The identity of a resource. Ordered by kind (see [Kind]), tenant, name.
///
/// @param kind what it is
/// @param tenant its tenant, [TenantName#NONE] exactly for cluster-scoped kinds
/// @param name its name, unique within kind and tenant
public record ResourceId(Kind kind, TenantName tenant, ResourceName name)
    implements Comparable<ResourceId> {

  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::kind)
          .thenComparing(ResourceId::tenant)
          .thenComparing(ResourceId::name);

  /// Refuses a tenant on a cluster-scoped kind and its absence elsewhere.
  public ResourceId {
    if ((kind.scope() == Kind.Scope.CLUSTER) != tenant.equals(TenantName.NONE)) {
      throw new IllegalArgumentException(kind.wireName() + " does not go with tenant " + tenant);
    }
  }

  /// The identity of a cluster-scoped resource.
  public static ResourceId cluster(Kind kind, ResourceName name) {
    return new ResourceId(kind, TenantName.NONE, name);
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  /// `policies/video/rate-limit`, or `cells/aws-us-east-1` for cluster-scoped kinds.
  @Override
  public String toString() {
    return kind.scope() == Kind.Scope.CLUSTER
        ? kind.plural() + "/" + name
        : kind.plural() + "/" + tenant + "/" + name;
  }
}
