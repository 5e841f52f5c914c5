package io.skerry.ui.state;

import static io.skerry.ui.state.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetDeltaTest {

  private final FleetDelta delta = new FleetDelta();

  @Test
  void listingRemovesWhatIsNotListedOnlyAtItsEnd() {
    delta.put(node("old", "c", NodeState.READY, ""));
    delta.put(node("kept", "c", NodeState.READY, ""));
    delta.beginListing();
    delta.put(node("kept", "c", NodeState.READY, ""));
    assertThat(delta.image().nodes()).hasSize(2);
    assertThat(delta.endListing()).extracting(NodeView::name).containsExactly(new NodeName("old"));
    assertThat(delta.image().nodes()).containsOnlyKeys(new NodeName("kept"));
  }

  @Test
  void bookmarkOutsideAListingRemovesNothing() {
    delta.put(node("a", "c", NodeState.READY, ""));
    assertThat(delta.endListing()).isEmpty();
    assertThat(delta.image().nodes()).hasSize(1);
  }

  @Test
  void imageStaysTheSameWithoutChanges() {
    delta.put(node("a", "c", NodeState.READY, ""));
    FleetImage first = delta.image();
    assertThat(delta.image()).isSameAs(first);
    delta.remove(new NodeName("unknown"));
    assertThat(delta.image()).isSameAs(first);
  }

  @Test
  void lastHeardNeverGoesBack() {
    delta.put(node("a", "c", NodeState.READY, ""));
    Instant later = Nodes.SINCE.plusSeconds(60);
    delta.heard(Map.of(new NodeName("a"), later, new NodeName("unknown"), later));
    delta.put(node("a", "c", NodeState.STALE, "cut off"));
    NodeView node = delta.image().node(new NodeName("a")).orElseThrow();
    assertThat(node.health().lastHeard()).contains(later);
    assertThat(node.state()).isEqualTo(NodeState.STALE);
  }
}
