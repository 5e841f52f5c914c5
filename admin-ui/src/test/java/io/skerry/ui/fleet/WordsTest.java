package io.skerry.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.state.Attention;
import io.skerry.ui.state.AttentionRanking;
import io.skerry.ui.state.ChangeType;
import io.skerry.ui.state.Cloud;
import io.skerry.ui.state.FeedEntry;
import io.skerry.ui.state.FleetImage;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Nodes;
import io.skerry.ui.state.RolloutView;
import io.skerry.ui.state.StreamSignal;
import io.skerry.ui.text.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the screen says, word by word.
class WordsTest {

  private static final Instant NOW = Nodes.SINCE.plusSeconds(200);

  private final Texts texts = Texts.of(Locale.ENGLISH, ZoneOffset.UTC);

  private static FleetImage image(NodeView... nodes) {
    return Nodes.image(List.of(Nodes.cell("c1", Cloud.AWS, "us-east-1")), List.of(nodes));
  }

  private Attention only(NodeView... nodes) {
    return AttentionRanking.rank(image(nodes), NOW).getFirst();
  }

  @Test
  void attentionIsOneSentenceWithItsReasonAndAge() {
    Attention whole =
        only(
            Nodes.node("a", "c1", NodeState.LOST, "silent"),
            Nodes.node("b", "c1", NodeState.LOST, "silent"));
    assertThat(AttentionText.headline(whole, texts)).isEqualTo("Cell c1: all 2 nodes are lost");
    assertThat(AttentionText.details(whole, texts, NOW)).isEqualTo("silent · for 3 min 20 s");
    Attention one =
        only(
            Nodes.node("a", "c1", NodeState.STALE, ""), Nodes.node("b", "c1", NodeState.READY, ""));
    assertThat(AttentionText.headline(one, texts)).isEqualTo("a in cell c1 is stale");
  }

  @Test
  void feedTellsWhatHappened() {
    NodeView ready = Nodes.node("a", "c1", NodeState.READY, "");
    NodeView lost = Nodes.node("a", "c1", NodeState.LOST, "silent");
    assertThat(FeedText.of(new FeedEntry.StateChanged(NOW, ready, lost), texts))
        .isEqualTo("a: ready → lost: silent");
    assertThat(
            FeedText.of(
                new FeedEntry.ResourceChanged(NOW, ChangeType.MODIFIED, "Policy", "default/x", 3),
                texts))
        .isEqualTo("Policy default/x changed (generation 3)");
    assertThat(FeedText.of(new FeedEntry.Listed(NOW, 1, 0), texts))
        .isEqualTo("Listed 1 node in no cells");
  }

  @Test
  void feedSaysWhatARolloutChangesAndHowFarItIs() {
    RolloutView held =
        new RolloutView("default/0198-x", "Policy cache + 2", "held", 2, 4, "errorRate is red");
    assertThat(FeedText.of(new FeedEntry.RolloutMoved(NOW, held), texts))
        .isEqualTo("Rollout of Policy cache + 2: held, wave 2 of 4: errorRate is red");
    RolloutView later = new RolloutView("default/0198-x", "Policy cache", "dreaming", 0, 0, "");
    assertThat(FeedText.of(new FeedEntry.RolloutMoved(NOW, later), texts))
        .isEqualTo("Rollout of Policy cache: dreaming");
  }

  @Test
  void panelComparesWhatMustRunWithWhatRuns() {
    NodeView behind = Nodes.node("a", "c1", NodeState.UPDATING, "applying", 3);
    var difference =
        new StreamSignal.Difference(
            behind.name(), List.of("policy/x"), List.of(), List.of("split/y"));
    List<Fact> facts = PanelFacts.of(behind, image(behind), Optional.of(difference), texts, NOW);
    assertThat(facts)
        .extracting(Fact::label, Fact::value)
        .contains(
            org.assertj.core.groups.Tuple.tuple("Must run", "abcdef012345 · gen 4"),
            org.assertj.core.groups.Tuple.tuple("Runs", "abcdef012345 · gen 3"),
            org.assertj.core.groups.Tuple.tuple("Match", "✗ differs"),
            org.assertj.core.groups.Tuple.tuple("Update adds", "policy/x"),
            org.assertj.core.groups.Tuple.tuple("Update changes", "split/y"),
            org.assertj.core.groups.Tuple.tuple("Last heard", "11:00:05 · 3 min 15 s ago"))
        .extracting(tuple -> tuple.toList().getFirst())
        .doesNotContain("Update removes");
  }
}
