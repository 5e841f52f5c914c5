package io.skerry.ui.state;

import static io.skerry.ui.state.Nodes.cell;
import static io.skerry.ui.state.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionRankingTest {

  private static final Instant SOON = Nodes.SINCE.plusSeconds(10);
  private static final Instant LATER = Nodes.SINCE.plusSeconds(600);
  private static final List<CellView> CELLS =
      List.of(
          cell("a1", Cloud.AWS, "us-east-1"),
          cell("a2", Cloud.AWS, "us-east-1"),
          cell("a3", Cloud.AWS, "us-west-2"),
          cell("g1", Cloud.GCP, "asia-east1"));

  private static List<Attention> rank(Instant now, NodeView... nodes) {
    return AttentionRanking.rank(Nodes.image(CELLS, List.of(nodes)), now);
  }

  @Test
  void calmFleetNeedsNoAttention() {
    assertThat(rank(LATER, node("n1", "a1", NodeState.READY, ""))).isEmpty();
  }

  @Test
  void updatingNeedsAttentionOnlyWhenItLasts() {
    NodeView updating = node("n1", "a1", NodeState.UPDATING, "applying");
    assertThat(rank(SOON, updating)).isEmpty();
    assertThat(rank(LATER, updating)).hasSize(1);
  }

  @Test
  void widestReachingComesFirstThenWorst() {
    List<Attention> items =
        rank(
            LATER,
            node("n1", "a1", NodeState.LOST, "silent"),
            node("n2", "a1", NodeState.STALE, "cut off"),
            node("n3", "a2", NodeState.STALE, "cut off"),
            node("n4", "a2", NodeState.DEGRADED, "refused"));
    assertThat(items)
        .extracting(Attention::state)
        .containsExactly(NodeState.STALE, NodeState.LOST, NodeState.DEGRADED);
  }

  @Test
  void figuresAndNamesInReasonsDoNotSplitAGroup() {
    List<Attention> items =
        rank(
            LATER,
            node("n1", "a1", NodeState.LOST, "n1 was not heard for 31 s"),
            node("n2", "a1", NodeState.LOST, "n2 was not heard for 45 s"));
    assertThat(items).singleElement().satisfies(item -> assertThat(item.radius()).isEqualTo(2));
  }

  @Test
  void placeIsTheSmallestThatHoldsThemAll() {
    NodeView ready = node("n0", "a1", NodeState.READY, "");
    NodeView one = node("n1", "a1", NodeState.LOST, "");
    NodeView sameRegion = node("n2", "a2", NodeState.LOST, "");
    NodeView sameCloud = node("n3", "a3", NodeState.LOST, "");
    NodeView elsewhere = node("n4", "g1", NodeState.LOST, "");
    assertThat(rank(LATER, ready, one).getFirst().where())
        .isEqualTo(new Attention.Where.OneNode(new NodeName("n1"), new CellName("a1")));
    assertThat(rank(LATER, one).getFirst().where())
        .isEqualTo(new Attention.Where.OneCell(new CellName("a1"), true));
    assertThat(rank(LATER, one, sameRegion).getFirst().where())
        .isEqualTo(new Attention.Where.OneRegion("AWS", "us-east-1"));
    assertThat(rank(LATER, one, sameRegion, sameCloud).getFirst().where())
        .isEqualTo(new Attention.Where.OneCloud("AWS"));
    assertThat(rank(LATER, one, sameCloud, elsewhere).getFirst().where())
        .isEqualTo(new Attention.Where.Clouds(2, 3));
  }

  @Test
  void neverMoreThanSevenSentences() {
    var nodes = new ArrayList<NodeView>();
    for (char letter = 'a'; letter < 'p'; letter++) {
      nodes.add(node("n-" + letter, "a1", NodeState.LOST, "reason " + letter + letter));
    }
    assertThat(AttentionRanking.rank(Nodes.image(CELLS, nodes), LATER))
        .hasSize(AttentionRanking.MAX);
  }
}
