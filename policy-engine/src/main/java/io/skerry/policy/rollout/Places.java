package io.skerry.policy.rollout;

import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.ResourceName;
import java.util.Locale;

/// The failure domains that a node is in.
///
/// @param node its name
/// @param zone within its cell, may be empty
/// @param cell its cell
/// @param region within its cloud
/// @param cloud its provider
public record Places(
    ResourceName node, String zone, ResourceName cell, ResourceName region, Cloud cloud) {

  /// Where a node is.
  public static Places of(Node node, Cell cell) {
    return new Places(
        node.metadata().name(),
        node.spec().zone(),
        node.spec().cell(),
        cell.spec().region(),
        cell.spec().cloud());
  }

  /// The name of its failure domain of a kind, unique among the domains of that kind.
  public String in(Domain domain) {
    return switch (domain) {
      case NODE -> node.value();
      case ZONE -> cell + "/" + zone;
      case CELL -> cell.value();
      case REGION -> cloud.name().toLowerCase(Locale.ROOT) + "/" + region;
      case CLOUD -> cloud.name().toLowerCase(Locale.ROOT);
    };
  }
}
