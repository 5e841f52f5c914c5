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

  private static final double NODE_RADIUS = 6.5;
  private static final double BUBBLE_RADIUS = 13;
  private static final double BUBBLE_GROWTH = 2.1;
  private static final int MERGE_PASSES = 6;

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

    /// The radius it is drawn with, in pixels; grows with the logarithm of its nodes.
    public double radius() {
      return single() ? NODE_RADIUS : BUBBLE_RADIUS + BUBBLE_GROWTH * Math.log(nodes.size());
    }

    /// True for a node on its own.
    public boolean single() {
      return nodes.size() == 1;
    }

    private Cluster with(Cluster other) {
      double share = (double) other.nodes.size() / (nodes.size() + other.nodes.size());
      double x = at.x() + share * (other.at.x() - at.x());
      double y = at.y() + share * (other.at.y() - at.y());
      var middle = new Viewport.Pixel(x, y);
      var members = new ArrayList<>(nodes);
      members.addAll(other.nodes);
      double reach =
          Math.max(spread + middle.distance(at), other.spread + middle.distance(other.at));
      return new Cluster(middle, reach, List.copyOf(members), Totals.of(members));
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
    return merged(clusters.all.stream().map(Growing::finished).toList()).stream()
        .sorted(Comparator.comparingInt(cluster -> cluster.totals().worst().severity()))
        .toList();
  }

  /// Joins bubbles that would cover each other. There are few: the grid leaves at most one per
  /// square.
  private static List<Cluster> merged(List<Cluster> clusters) {
    List<Cluster> current = clusters;
    for (int pass = 0; pass < MERGE_PASSES; pass++) {
      var next = new ArrayList<Cluster>();
      current.forEach(cluster -> absorb(next, cluster));
      if (next.size() == current.size()) {
        return next;
      }
      current = next;
    }
    return current;
  }

  private static void absorb(List<Cluster> clusters, Cluster fresh) {
    for (int i = 0; i < clusters.size() && !fresh.single(); i++) {
      Cluster other = clusters.get(i);
      boolean covered = other.at().distance(fresh.at()) < other.radius() + fresh.radius();
      if (!other.single() && covered) {
        clusters.set(i, other.with(fresh));
        return;
      }
    }
    clusters.add(fresh);
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
