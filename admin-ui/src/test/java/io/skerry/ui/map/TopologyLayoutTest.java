package io.skerry.ui.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.map.TopologyLayout.Card;
import io.skerry.ui.map.TopologyLayout.Level;
import io.skerry.ui.map.TopologyLayout.Window;
import io.skerry.ui.state.CellView;
import io.skerry.ui.state.Cloud;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Nodes;
import io.skerry.ui.state.TopologyTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyLayoutTest {

  private static TopologyTree tree(int cells, int nodesPerCell) {
    var declared = new ArrayList<CellView>();
    var nodes = new ArrayList<NodeView>();
    for (int c = 0; c < cells; c++) {
      Cloud cloud = c % 2 == 0 ? Cloud.AWS : Cloud.GCP;
      declared.add(Nodes.cell("cell-" + c, cloud, "region-" + c / 3));
      for (int n = 0; n < nodesPerCell; n++) {
        nodes.add(Nodes.node("n-" + c + "-" + n, "cell-" + c, NodeState.READY, ""));
      }
    }
    return TopologyTree.of(Nodes.image(declared, nodes));
  }

  private static Card root(TopologyLayout layout) {
    return layout.cards().stream()
        .filter(card -> card.level() == Level.CONTROL_PLANE)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingOverlaps() {
    TopologyLayout layout = TopologyLayout.of(tree(12, 80), "root", new Window(1000, 500, 300));
    List<LabelPlacer.Box> boxes = new ArrayList<>();
    layout.cards().forEach(card -> boxes.add(card.box()));
    layout.spots().forEach(spot -> boxes.add(spot.box()));
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = i + 1; j < boxes.size(); j++) {
        assertThat(boxes.get(i).overlaps(boxes.get(j))).as("%s and %s", i, j).isFalse();
      }
    }
    assertThat(layout.spots()).hasSize(960);
  }

  @Test
  void everythingStaysWithinTheHeightItClaims() {
    TopologyLayout layout = TopologyLayout.of(tree(5, 30), "root", new Window(1200, 400, 0));
    assertThat(layout.spots())
        .allMatch(spot -> spot.box().y() + spot.box().height() <= layout.height());
  }

  @Test
  void controlPlaneStaysInSightWhileScrolling() {
    TopologyTree tree = tree(20, 200);
    for (double offset : new double[] {0, 400, 900}) {
      Card root = root(TopologyLayout.of(tree, "root", new Window(1000, 500, offset)));
      assertThat(root.box().y()).isBetween(offset, offset + 500 - root.box().height());
    }
  }

  @Test
  void emptyFleetShowsTheControlPlaneAlone() {
    TopologyLayout layout = TopologyLayout.of(tree(0, 0), "root", new Window(1000, 500, 0));
    assertThat(layout.cards()).extracting(Card::title).containsExactly("root");
  }
}
