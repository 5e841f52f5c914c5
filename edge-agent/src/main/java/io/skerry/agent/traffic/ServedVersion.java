package io.skerry.agent.traffic;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;

/// A version of a service. Made once when routes are compiled and kept, so that counting a request
/// allocates nothing.
///
/// @param tenant of the service
/// @param service its name
/// @param version its name
public record ServedVersion(TenantName tenant, ResourceName service, ResourceName version)
    implements Comparable<ServedVersion> {

  @Override
  public int compareTo(ServedVersion other) {
    int byTenant = tenant.compareTo(other.tenant);
    int byService = byTenant != 0 ? byTenant : service.compareTo(other.service);
    return byService != 0 ? byService : version.compareTo(other.version);
  }

  /// As people read it, such as `video/asr/v1`.
  @Override
  public String toString() {
    return tenant + "/" + service + "/" + version;
  }
}
