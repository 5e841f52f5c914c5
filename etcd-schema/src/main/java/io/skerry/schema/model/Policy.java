package io.skerry.schema.model;

import java.util.List;
import java.util.Optional;

/// A piece of configuration for a service on the nodes that its placement selects.
///
/// @param metadata tenant-scoped
/// @param spec what was declared
public record Policy(Metadata metadata, Spec spec) implements Resource {

  /// @param service the service it is for; need not be declared as a resource
  /// @param type what it configures
  /// @param priority 0 to 1000; higher wins where two policies of one service and type set a field
  /// @param placement the nodes it goes to
  /// @param config the payload
  /// @param overrides applied in order, later ones win
  /// @param strategy how a change moves through the fleet, the tenant's default when absent
  public record Spec(
      ResourceName service,
      PolicyType type,
      int priority,
      Placement placement,
      JsonDocument config,
      List<ConfigOverride> overrides,
      Optional<ResourceName> strategy) {

    /// Copies the list.
    public Spec {
      overrides = List.copyOf(overrides);
    }
  }

  /// A JSON merge patch (RFC 7396) on the config of the nodes that match.
  ///
  /// @param where a CEL expression over the node
  /// @param patch the merge patch, an object
  public record ConfigOverride(String where, JsonDocument patch) {}
}
