package io.skerry.control.rollout;

import io.skerry.control.fleet.FleetImage;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Set;

/// What changed since the last news, as far as the reconciler is concerned.
///
/// @param image the fleet now
/// @param resources declared resources that changed, and nodes whose observation changed
/// @param nodes nodes whose refs or statuses changed
/// @param contentLost whether stored content was removed
public record FleetNews(
    FleetImage image, Set<ResourceId> resources, Set<ResourceName> nodes, boolean contentLost) {

  /// Copies the sets.
  public FleetNews {
    resources = Set.copyOf(resources);
    nodes = Set.copyOf(nodes);
  }
}
