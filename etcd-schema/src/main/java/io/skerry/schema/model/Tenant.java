package io.skerry.schema.model;

import java.util.Optional;

/// What holds for all resources of a tenant. A tenant exists without being declared.
///
/// @param metadata cluster-scoped; the name is the tenant's
/// @param spec what was declared
public record Tenant(Metadata metadata, Spec spec) implements Resource {

  /// @param strategy how changes move through the fleet that name no strategy; `standard` when
  ///   absent
  /// @param description for people, may be empty
  public record Spec(Optional<ResourceName> strategy, String description) {}
}
