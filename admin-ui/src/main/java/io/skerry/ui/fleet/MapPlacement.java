package io.skerry.ui.fleet;

import io.skerry.ui.map.Clusters;
import io.skerry.ui.map.MapPainter;
import io.skerry.ui.map.Viewport;
import io.skerry.ui.state.CellName;
import io.skerry.ui.state.FleetImage;
import io.skerry.ui.state.GeoPoint;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what stands where on the map, and what stands out. Pure.
final class MapPlacement {

  private static final double MARGIN = 60;
  private static final double GOLDEN_ANGLE = 2.399963;
  private static final double SPIRAL_DEGREES = 0.02;
  private static final int MOST_LABELS = 150;

  private MapPlacement() {}

  /// The clusters in sight. Nodes without a position of their own stand in a spiral around their
  /// cell's, so that they come apart when one goes close.
  static List<Clusters.Cluster> clusters(FleetImage image, Viewport view) {
    Map<CellName, Integer> sharing = new HashMap<>();
    var placed = new ArrayList<Clusters.Placed>();
    List<NodeView> nodes = new ArrayList<>(image.nodes().values());
    nodes.sort(Comparator.comparing(NodeView::name));
    for (NodeView node : nodes) {
      position(image, node, sharing)
          .map(view::pixel)
          .filter(at -> inSight(at, view))
          .ifPresent(at -> placed.add(new Clusters.Placed(node, at)));
    }
    return Clusters.of(placed);
  }

  private static Optional<GeoPoint> position(
      FleetImage image, NodeView node, Map<CellName, Integer> sharing) {
    if (node.place().location().isPresent()) {
      return node.place().location();
    }
    int turn = sharing.merge(node.cell(), 1, Integer::sum) - 1;
    double distance = SPIRAL_DEGREES * Math.sqrt(turn);
    return image
        .cell(node.cell())
        .location()
        .map(
            at ->
                new GeoPoint(
                    at.lat() + distance * Math.sin(turn * GOLDEN_ANGLE),
                    at.lon() + distance * Math.cos(turn * GOLDEN_ANGLE)));
  }

  private static boolean inSight(Viewport.Pixel at, Viewport view) {
    return at.x() > -MARGIN
        && at.y() > -MARGIN
        && at.x() < view.width() + MARGIN
        && at.y() < view.height() + MARGIN;
  }

  /// How each cluster is drawn.
  static List<MapPainter.Mark> marks(FleetViewModel model, List<Clusters.Cluster> clusters) {
    boolean labelled = clusters.size() <= MOST_LABELS;
    return clusters.stream()
        .map(
            cluster ->
                new MapPainter.Mark(
                    cluster, labelled ? name(cluster) : Optional.empty(), shape(model, cluster)))
        .toList();
  }

  private static Optional<String> name(Clusters.Cluster cluster) {
    NodeView first = cluster.nodes().getFirst();
    if (cluster.single()) {
      return Optional.of(first.name().value());
    }
    return cluster.oneCell() ? Optional.of(first.cell().value()) : Optional.empty();
  }

  private static MapPainter.Shape shape(FleetViewModel model, Clusters.Cluster cluster) {
    boolean selected =
        switch (model.selection()) {
          case Selection.None none -> false;
          case Selection.OfNode(var name) ->
              cluster.nodes().stream().anyMatch(node -> node.name().equals(name));
          case Selection.OfCell(var name) ->
              cluster.nodes().stream().anyMatch(node -> node.cell().equals(name));
        };
    if (selected) {
      return MapPainter.Shape.SELECTED;
    }
    return cluster.nodes().stream().anyMatch(model.filter()::accepts)
        ? MapPainter.Shape.NORMAL
        : MapPainter.Shape.DIMMED;
  }
}
