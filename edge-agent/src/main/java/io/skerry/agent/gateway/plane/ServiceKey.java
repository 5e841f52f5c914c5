package io.skerry.agent.gateway.plane;

import io.skerry.schema.model.TenantName;

/// Names a service on a node.
///
/// @param tenant whose it is
/// @param service its name
public record ServiceKey(TenantName tenant, String service) implements Comparable<ServiceKey> {

  @Override
  public int compareTo(ServiceKey other) {
    int byTenant = tenant.compareTo(other.tenant);
    return byTenant != 0 ? byTenant : service.compareTo(other.service);
  }

  /// `tenant/service`.
  @Override
  public String toString() {
    return tenant + "/" + service;
  }
}
