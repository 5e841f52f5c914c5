package io.skerry.schema.model;

import java.util.Map;

/// Requests of a service that move from some of its versions to others.
///
/// @param split the split that says how, while they move: the declared one, or where none is
///   declared one that exists only meanwhile
/// @param service in the tenant of the split
/// @param from relative weight per version before, each 0 or more, their sum positive
/// @param to relative weight per version after
public record TrafficShift(
    ResourceId split,
    ResourceName service,
    Map<ResourceName, Integer> from,
    Map<ResourceName, Integer> to) {

  /// Copies the maps.
  public TrafficShift {
    from = Map.copyOf(from);
    to = Map.copyOf(to);
  }
}
