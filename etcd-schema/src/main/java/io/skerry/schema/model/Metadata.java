package io.skerry.schema.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What every resource carries beside its spec. The resource version is not here: it is the store's
/// modification revision and travels with the stored value.
///
/// @param name the resource's name
/// @param tenant its tenant; [TenantName#NONE] for cluster-scoped kinds
/// @param labels selectable by operators
/// @param annotations free text for people and tools, never interpreted
/// @param lifecycle what the system fills in once the resource was accepted; empty in a declaration
public record Metadata(
    ResourceName name,
    TenantName tenant,
    Map<String, String> labels,
    Map<String, String> annotations,
    Optional<Lifecycle> lifecycle) {

  /// Copies the maps.
  public Metadata {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /// The same metadata with the system's fields set.
  public Metadata withLifecycle(Lifecycle accepted) {
    return new Metadata(name, tenant, labels, annotations, Optional.of(accepted));
  }

  /// What the control plane records about an accepted resource.
  ///
  /// @param uid unique over time, also when a name is used again
  /// @param generation starts at 1 and grows by one with every change of the spec
  /// @param createdAt when the first version was accepted
  /// @param updatedAt when this version was accepted
  public record Lifecycle(String uid, long generation, Instant createdAt, Instant updatedAt) {}
}
