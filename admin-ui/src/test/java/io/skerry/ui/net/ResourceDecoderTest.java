package io.skerry.ui.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.state.Cloud;
import io.skerry.ui.state.GeoPoint;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Resource;
import io.skerry.ui.state.RolloutView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResourceDecoderTest {

  private static NodeView node(String json) {
    return ((Resource.OfNode) ResourceDecoder.decode(ControlPlane.parse(json))).node();
  }

  @Test
  void readsANodeWithItsStatus() {
    NodeView node = node(Wire.node("iad-1", "c1", NodeState.UPDATING, "applying"));
    assertThat(node.name().value()).isEqualTo("iad-1");
    assertThat(node.cell().value()).isEqualTo("c1");
    assertThat(node.state()).isEqualTo(NodeState.UPDATING);
    assertThat(node.health().reason()).isEqualTo("applying");
    assertThat(node.health().since()).contains(Instant.parse("2026-11-20T11:00:00Z"));
    assertThat(node.config().desired().orElseThrow().generation()).isEqualTo(4);
    assertThat(node.config().applied().orElseThrow().took()).contains(Duration.ofNanos(2_310_000));
    assertThat(node.config().settled()).isFalse();
    assertThat(node.agent().labels()).containsEntry("tier", "gpu");
  }

  @Test
  void readsARejection() {
    NodeView node =
        node(
            """
            {"kind":"Node","metadata":{"name":"n"},"spec":{"cell":"c"},"status":{"state":"degraded",
            "rejected":{"snapshot":"ab","generation":5,"code":"digest-mismatch","message":"blob 3f","at":"2026-11-20T11:00:00Z"},
            "conditions":[{"type":"DiskFull","message":"2 MB left","since":"2026-11-20T11:00:00Z"}]}}""");
    assertThat(node.config().rejected().orElseThrow().code()).isEqualTo("digest-mismatch");
    assertThat(node.health().conditions())
        .extracting(NodeView.Condition::type)
        .containsExactly("DiskFull");
  }

  @Test
  void nodeWithoutStatusIsPending() {
    NodeView node =
        node("{\"kind\":\"Node\",\"metadata\":{\"name\":\"n\"},\"spec\":{\"cell\":\"c\"}}");
    assertThat(node.state()).isEqualTo(NodeState.PENDING);
    assertThat(node.health().lastHeard()).isEmpty();
    assertThat(node.config().desired()).isEmpty();
  }

  @Test
  void readsWhatARolloutChangesAndItsLastAdmittedWave() {
    Resource read =
        ResourceDecoder.decode(
            ControlPlane.parse(
                """
                {"kind":"Rollout","metadata":{"name":"r","tenant":"t"},
                "spec":{"changes":[{"resource":{"kind":"Policy","tenant":"t","name":"cache"}},{"resource":{}}]},
                "status":{"phase":"held","reason":"why","waves":[{"name":"a","admittedAt":"2026-11-20T11:00:00Z"},{"name":"b"}]}}"""));
    assertThat(read)
        .isEqualTo(
            new Resource.OfRollout(
                new RolloutView("t/r", "Policy cache + 1", "held", 1, 2, "why")));
  }

  @Test
  void strangeValuesReadAsAbsent() {
    NodeView node =
        node(
            """
            {"kind":"Node","metadata":{"name":"n","labels":7},"spec":{"cell":"c","location":{"lat":"north"}},
            "status":{"state":"exploded","since":"yesterday","desired":3,"conditions":"none"}}""");
    assertThat(node.state()).isEqualTo(NodeState.PENDING);
    assertThat(node.health().since()).isEmpty();
    assertThat(node.place().location()).isEmpty();
  }

  @Test
  void readsCellsAndNamesEverythingElse() {
    var cell =
        (Resource.OfCell)
            ResourceDecoder.decode(
                ControlPlane.parse(Wire.cell("c1", "gcp", "asia-east1", 24.1, 500)));
    assertThat(cell.cell().cloud()).contains(Cloud.GCP);
    assertThat(cell.cell().location()).contains(new GeoPoint(24.1, 180));
    assertThat(
            ResourceDecoder.decode(
                ControlPlane.parse(
                    "{\"kind\":\"Policy\",\"metadata\":{\"name\":\"p\",\"tenant\":\"t\",\"generation\":3}}")))
        .isEqualTo(new Resource.Other("Policy", "t/p", 3));
  }
}
