package io.skerry.agent.view;

import io.skerry.schema.model.TenantName;

/// Where an entry is found in a snapshot; unique in it.
///
/// @param tenant whose it is
/// @param name the hierarchical address, such as `policy/us-east-1/asr/rate-limit`
public record EntryAddress(TenantName tenant, String name) {

  // Written out because the JDK spins classes for a record's own at first use, some 30 ms of a
  // start.
  @Override
  public boolean equals(Object other) {
    return other instanceof EntryAddress that
        && name.equals(that.name)
        && tenant.equals(that.tenant);
  }

  @Override
  public int hashCode() {
    return 31 * tenant.hashCode() + name.hashCode();
  }
}
