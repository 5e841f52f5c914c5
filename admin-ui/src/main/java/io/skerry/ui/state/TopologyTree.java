package io.skerry.ui.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// The fleet as a tree: cloud, region, cell, node. Every level is ordered by name, the nodes of a
/// cell worst first.
public record TopologyTree(List<CloudBranch> clouds, Totals totals) {

  private static final Comparator<NodeView> WORST_FIRST =
      Comparator.comparingInt((NodeView node) -> -node.state().severity())
          .thenComparing(NodeView::name);

  /// The regions of one cloud.
  public record CloudBranch(String title, List<RegionBranch> regions, Totals totals) {}

  /// The cells of one region.
  public record RegionBranch(String name, List<CellBranch> cells, Totals totals) {}

  /// The nodes of one cell.
  public record CellBranch(CellView cell, List<NodeView> nodes, Totals totals) {}

  /// Groups the fleet; cells that are declared without nodes are in it too.
  public static TopologyTree of(FleetImage image) {
    var byCell = new TreeMap<CellName, List<NodeView>>();
    image.cells().keySet().forEach(cell -> byCell.put(cell, new ArrayList<>()));
    for (NodeView node : image.nodes().values()) {
      byCell.computeIfAbsent(node.cell(), undeclared -> new ArrayList<>()).add(node);
    }
    var byCloud = new TreeMap<String, TreeMap<String, List<CellBranch>>>();
    byCell.forEach(
        (name, nodes) -> {
          CellView cell = image.cell(name);
          nodes.sort(WORST_FIRST);
          byCloud
              .computeIfAbsent(cell.cloudTitle(), fresh -> new TreeMap<>())
              .computeIfAbsent(cell.region(), fresh -> new ArrayList<>())
              .add(new CellBranch(cell, List.copyOf(nodes), Totals.of(nodes)));
        });
    var clouds = new ArrayList<CloudBranch>();
    byCloud.forEach((title, regions) -> clouds.add(cloud(title, regions)));
    return new TopologyTree(List.copyOf(clouds), image.totals());
  }

  private static CloudBranch cloud(String title, TreeMap<String, List<CellBranch>> byRegion) {
    var regions = new ArrayList<RegionBranch>();
    byRegion.forEach(
        (name, cells) ->
            regions.add(
                new RegionBranch(
                    name,
                    List.copyOf(cells),
                    Totals.sum(cells.stream().map(CellBranch::totals).toList()))));
    return new CloudBranch(
        title,
        List.copyOf(regions),
        Totals.sum(regions.stream().map(RegionBranch::totals).toList()));
  }
}
