package io.skerry.ui.map;

import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Merges nodes that would overlap on the screen. Pure.
///
/// A grid of [#REACH] pixels bounds the work: each node is compared with the clusters of its own
/// and the eight neighbouring squares only. Nodes come in by name, so the same picture gives the
/// same clusters.
public final class Clusters {

  /// Nodes closer than this many pixels become one.
  public static final double REACH = 34;

  private final Map<Long, List<Growing>> squares = new HashMap<>();
  private final List<Growing> all = new ArrayList<>();

  private Clusters() {}

  /// A node at its pixel.
  public record Placed(NodeView node, Viewport.Pixel at) {}

  /// Nodes drawn as one.
  ///
  /// @param at the middle of its members
  /// @param spread the largest distance of a member from the middle, in pixels
  public record Cluster(Viewport.Pixel at, double spread, List<NodeView> nodes, Totals totals) {

    /// True for a node on its own.
    public boolean single() {
      return nodes.size() == 1;
    }

    /// True when all members are of one cell.
    public boolean oneCell() {
      return nodes.stream().map(NodeView::cell).distinct().count() == 1;
    }
  }

  private static final class Growing {
    private final List<Placed> members = new ArrayList<>();
    private final Viewport.Pixel anchor;

    Growing(Viewport.Pixel anchor) {
      this.anchor = anchor;
    }

    Cluster finished() {
      double x = members.stream().mapToDouble(m -> m.at().x()).average().orElse(anchor.x());
      double y = members.stream().mapToDouble(m -> m.at().y()).average().orElse(anchor.y());
      var middle = new Viewport.Pixel(x, y);
      double spread = members.stream().mapToDouble(m -> m.at().distance(middle)).max().orElse(0);
      List<NodeView> nodes = members.stream().map(Placed::node).toList();
      return new Cluster(middle, spread, nodes, Totals.of(nodes));
    }
  }

  /// The clusters of these nodes, harmless ones first, so that bad ones are drawn on top.
  public static List<Cluster> of(List<Placed> nodes) {
    var clusters = new Clusters();
    nodes.stream()
        .sorted(Comparator.comparing(placed -> placed.node().name()))
        .forEach(clusters::add);
    return clusters.all.stream()
        .map(Growing::finished)
        .sorted(Comparator.comparingInt(cluster -> cluster.totals().worst().severity()))
        .toList();
  }

  private void add(Placed placed) {
    long column = (long) Math.floor(placed.at().x() / REACH);
    long row = (long) Math.floor(placed.at().y() / REACH);
    for (long dx = -1; dx <= 1; dx++) {
      for (long dy = -1; dy <= 1; dy++) {
        for (Growing cluster : squares.getOrDefault(key(column + dx, row + dy), List.of())) {
          if (cluster.anchor.distance(placed.at()) <= REACH) {
            cluster.members.add(placed);
            return;
          }
        }
      }
    }
    var fresh = new Growing(placed.at());
    fresh.members.add(placed);
    squares.computeIfAbsent(key(column, row), square -> new ArrayList<>()).add(fresh);
    all.add(fresh);
  }

  private static long key(long column, long row) {
    return (column << 32) ^ (row & 0xffffffffL);
  }
}
