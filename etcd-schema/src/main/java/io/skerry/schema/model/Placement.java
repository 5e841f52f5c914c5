package io.skerry.schema.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which nodes something goes to. The empty placement selects every node.
///
/// @param clouds only cells of these clouds; empty means any
/// @param regions only cells of these regions; empty means any
/// @param cells only these cells; empty means any
/// @param where a CEL expression over the node, evaluated after the coarse selectors
/// @param spread domains over which a bounded placement is spread evenly, most important first
/// @param min the fewest nodes that must be selected, 0 for no lower bound
/// @param max the most nodes to select, empty for no bound
public record Placement(
    Set<Cloud> clouds,
    Set<ResourceName> regions,
    Set<ResourceName> cells,
    Optional<String> where,
    List<Domain> spread,
    int min,
    Optional<Integer> max) {

  /// Every node.
  public static final Placement EVERYWHERE =
      new Placement(Set.of(), Set.of(), Set.of(), Optional.empty(), List.of(), 0, Optional.empty());

  /// Copies the collections.
  public Placement {
    clouds = Set.copyOf(clouds);
    regions = Set.copyOf(regions);
    cells = Set.copyOf(cells);
    spread = List.copyOf(spread);
  }
}
