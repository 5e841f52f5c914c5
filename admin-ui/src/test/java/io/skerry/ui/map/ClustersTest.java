package io.skerry.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.map.Clusters.Cluster;
import io.skerry.ui.map.Clusters.Placed;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.Nodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClustersTest {

  private static Placed at(String name, NodeState state, double x, double y) {
    return new Placed(Nodes.node(name, "c", state, ""), new Viewport.Pixel(x, y));
  }

  private static List<Placed> scattered(int count) {
    var random = new Random(7);
    var placed = new ArrayList<Placed>();
    for (int i = 0; i < count; i++) {
      NodeState state = i % 97 == 0 ? NodeState.LOST : NodeState.READY;
      placed.add(at("n" + i, state, random.nextDouble() * 1000, random.nextDouble() * 600));
    }
    return placed;
  }

  @Test
  void everyNodeIsInExactlyOneCluster() {
    List<Cluster> clusters = Clusters.of(scattered(2_000));
    assertThat(clusters.stream().flatMap(cluster -> cluster.nodes().stream()))
        .hasSize(2_000)
        .doesNotHaveDuplicates();
  }

  @Test
  void orderOfNodesDoesNotChangeThePicture() {
    List<Placed> nodes = scattered(500);
    List<Cluster> clusters = Clusters.of(nodes);
    Collections.shuffle(nodes, new Random(3));
    assertThat(Clusters.of(nodes)).isEqualTo(clusters);
  }

  @Test
  void bubblesDoNotCoverEachOther() {
    List<Cluster> bubbles =
        Clusters.of(scattered(120)).stream().filter(cluster -> !cluster.single()).toList();
    for (Cluster one : bubbles) {
      assertThat(bubbles)
          .filteredOn(other -> !other.equals(one))
          .allMatch(other -> other.at().distance(one.at()) >= one.radius() + other.radius());
    }
  }

  @Test
  void badOnesAreDrawnLast() {
    List<Cluster> clusters =
        Clusters.of(
            List.of(
                at("a", NodeState.LOST, 0, 0),
                at("b", NodeState.READY, 500, 0),
                at("c", NodeState.STALE, 900, 0)));
    assertThat(clusters)
        .extracting(cluster -> cluster.totals().worst())
        .containsExactly(NodeState.READY, NodeState.STALE, NodeState.LOST);
  }
}
