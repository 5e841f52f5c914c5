package io.skerry.ui.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nodes and cells for tests, as short as possible.
public final class Nodes {

  /// The moment the states of these nodes began.
  public static final Instant SINCE = Instant.parse("2026-11-20T11:00:00Z");

  private Nodes() {}

  /// A node that runs generation 4.
  public static NodeView node(String name, String cell, NodeState state, String reason) {
    return node(name, cell, state, reason, 4);
  }

  /// A node that must run generation 4 and runs `generation`.
  public static NodeView node(
      String name, String cell, NodeState state, String reason, long generation) {
    return new NodeView(
        new NodeName(name),
        new CellName(cell),
        new NodeView.Place("z1", "", Optional.empty()),
        new NodeView.Health(
            state, reason, Optional.of(SINCE), Optional.of(SINCE.plusSeconds(5)), List.of()),
        new NodeView.Config(Optional.of(mark(4)), Optional.of(mark(generation)), Optional.empty()),
        new NodeView.Agent("0.1.0", "managed", "connected", 100, Map.of("tier", "gpu")),
        new NodeView.Source(new Revision("9"), "{}"));
  }

  private static SnapshotMark mark(long generation) {
    String digest = "abcdef0123456789" + generation;
    return new SnapshotMark(digest, generation, Optional.of(SINCE), Optional.empty());
  }

  /// A cell on the equator.
  public static CellView cell(String name, Cloud cloud, String region) {
    return new CellView(
        new CellName(name),
        Optional.of(cloud),
        region,
        Optional.of(new GeoPoint(0, 10)),
        new NodeView.Source(new Revision("3"), "{}"));
  }

  /// An image of these.
  public static FleetImage image(List<CellView> cells, List<NodeView> nodes) {
    var delta = new FleetDelta();
    cells.forEach(delta::put);
    nodes.forEach(delta::put);
    return delta.image();
  }
}
