package io.skerry.schema.model;

import java.util.Optional;

/// A failure domain: one region of one cloud or site.
///
/// @param metadata cluster-scoped
/// @param spec what was declared
public record Cell(Metadata metadata, Spec spec) implements Resource {

  /// @param cloud the provider
  /// @param region the provider's name of the region; the first segment of a policy's address
  /// @param location where to draw it
  public record Spec(Cloud cloud, ResourceName region, Optional<GeoPoint> location) {}
}
