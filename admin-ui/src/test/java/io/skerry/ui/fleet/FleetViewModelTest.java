package io.skerry.ui.fleet;

import static io.skerry.ui.state.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.state.ChangeType;
import io.skerry.ui.state.Feed;
import io.skerry.ui.state.FeedEntry;
import io.skerry.ui.state.Filter;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Nodes;
import io.skerry.ui.state.Resource;
import io.skerry.ui.state.Revision;
import io.skerry.ui.state.RolloutView;
import io.skerry.ui.state.Selection;
import io.skerry.ui.state.StreamSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetViewModelTest {

  private static final Instant NOW = Nodes.SINCE.plusSeconds(60);

  private final FleetViewModel model = new FleetViewModel();

  private void accept(StreamSignal... signals) {
    List.of(signals).forEach(model::accept);
    model.settle(NOW);
  }

  private static StreamSignal opened(boolean listing) {
    return new StreamSignal.Opened(NOW, listing, Duration.ZERO);
  }

  private static StreamSignal bookmark() {
    return new StreamSignal.Bookmark(new Revision("10"), NOW);
  }

  private static StreamSignal changed(ChangeType type, NodeView node) {
    return new StreamSignal.Changed(type, new Resource.OfNode(node), NOW);
  }

  private static StreamSignal changed(RolloutView rollout) {
    return new StreamSignal.Changed(ChangeType.MODIFIED, new Resource.OfRollout(rollout), NOW);
  }

  private static NodeView ready(String name) {
    return node(name, "c1", NodeState.READY, "");
  }

  private void listed(NodeView... nodes) {
    accept(opened(true));
    for (NodeView node : nodes) {
      accept(changed(ChangeType.ADDED, node));
    }
    accept(bookmark());
  }

  private List<FeedEntry> feed() {
    Feed feed = model.feed();
    return feed.entries();
  }

  @Test
  void firstListingIsOneLineOfTheFeed() {
    listed(ready("a"), ready("b"));
    assertThat(feed()).containsExactly(new FeedEntry.Listed(NOW, 2, 0));
    assertThat(model.listedOnce()).isTrue();
  }

  @Test
  void changeOfStateIsToldWithBothStates() {
    listed(ready("a"));
    NodeView lost = node("a", "c1", NodeState.LOST, "silent");
    accept(changed(ChangeType.MODIFIED, lost));
    assertThat(feed().getFirst()).isEqualTo(new FeedEntry.StateChanged(NOW, ready("a"), lost));
    assertThat(model.image().totals().of(NodeState.LOST)).isEqualTo(1);
  }

  @Test
  void sameChangeTwiceIsToldOnce() {
    listed(ready("a"));
    NodeView lost = node("a", "c1", NodeState.LOST, "silent");
    accept(changed(ChangeType.MODIFIED, lost), changed(ChangeType.MODIFIED, lost));
    assertThat(feed()).hasSize(2);
  }

  @Test
  void newSnapshotIsToldAsApplied() {
    listed(ready("a"));
    accept(changed(ChangeType.MODIFIED, node("a", "c1", NodeState.READY, "", 5)));
    assertThat(feed().getFirst()).isInstanceOf(FeedEntry.Applied.class);
  }

  @Test
  void rolloutIsToldWhenItMovesAndNotWhenOnlyItsDocumentChanged() {
    listed(ready("a"));
    RolloutView going = new RolloutView("t/r", "Policy cache", "progressing", 1, 2, "");
    RolloutView done = new RolloutView("t/r", "Policy cache", "succeeded", 2, 2, "");
    accept(changed(going), changed(going), changed(done));
    assertThat(feed())
        .startsWith(new FeedEntry.RolloutMoved(NOW, done), new FeedEntry.RolloutMoved(NOW, going))
        .hasSize(3);
  }

  @Test
  void listingAfterAGapTellsWhatWentAndWhatCame() {
    listed(ready("a"), ready("b"));
    accept(new StreamSignal.Gap(new Revision("10"), NOW));
    listed(ready("b"), ready("c"));
    assertThat(feed())
        .containsExactly(
            new FeedEntry.Listed(NOW, 2, 0),
            new FeedEntry.NodeListChanged(NOW, ready("a"), false),
            new FeedEntry.NodeListChanged(NOW, ready("c"), true),
            new FeedEntry.Gap(NOW, new Revision("10")),
            new FeedEntry.Listed(NOW, 2, 0));
  }

  @Test
  void offlineIsToldOnceAndSoIsTheReturn() {
    listed(ready("a"));
    var lost = new StreamSignal.Lost("no answer", NOW, NOW);
    accept(lost, lost, lost);
    assertThat(model.offline()).isTrue();
    accept(opened(false));
    assertThat(model.offline()).isFalse();
    assertThat(feed())
        .startsWith(new FeedEntry.CameBack(NOW), new FeedEntry.WentOffline(NOW, "no answer"))
        .hasSize(3);
  }

  @Test
  void selectionOfADeletedNodeIsGivenUp() {
    listed(ready("a"));
    model.select(new Selection.OfNode(new NodeName("a")));
    accept(changed(ChangeType.DELETED, ready("a")));
    assertThat(model.selection()).isEqualTo(new Selection.None());
  }

  @Test
  void unknownThingsCannotBeSelected() {
    listed(ready("a"));
    model.select(new Selection.OfNode(new NodeName("zzz")));
    assertThat(model.selection()).isEqualTo(new Selection.None());
  }

  @Test
  void closingGoesFromSelectionToFilterToNothing() {
    listed(ready("a"));
    model.toggleFilter(NodeState.READY);
    model.select(new Selection.OfNode(new NodeName("a")));
    assertThat(model.closeTopMost()).isTrue();
    assertThat(model.filter().active()).isTrue();
    assertThat(model.closeTopMost()).isTrue();
    assertThat(model.filter()).isEqualTo(Filter.NONE);
    assertThat(model.closeTopMost()).isFalse();
  }

  @Test
  void filterCombinesStatesAndGroup() {
    Filter filter = Filter.of(Set.of(new NodeName("a")), "group").toggled(NodeState.READY);
    assertThat(filter.accepts(ready("a"))).isTrue();
    assertThat(filter.accepts(ready("b"))).isFalse();
    assertThat(filter.accepts(node("a", "c1", NodeState.LOST, ""))).isFalse();
    assertThat(filter.toggled(NodeState.READY).states()).isEmpty();
  }
}
