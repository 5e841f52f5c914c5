package io.skerry.policy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.Snapshot.Entry;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetDiffTest {

  private static final ResourceSet FLEET =
      ResourceSet.EMPTY
          .with(Fleets.cell("aws", Cloud.AWS, "us-east-1"))
          .with(Fleets.cell("gcp", Cloud.GCP, "asia-east1"))
          .with(Fleets.node("a1", "aws", Map.of()))
          .with(Fleets.node("a2", "aws", Map.of()))
          .with(Fleets.node("g1", "gcp", Map.of()));

  @Test
  void entriesAreAddedRemovedAndChangedByAddress() {
    Snapshot from = new Snapshot(List.of(entry("default", "a", 1), entry("default", "b", 1)));
    Snapshot to = new Snapshot(List.of(entry("default", "b", 2), entry("video", "a", 1)));
    assertThat(SnapshotDiff.between(from, to))
        .isEqualTo(
            new SnapshotDiff(
                List.of(entry("video", "a", 1)),
                List.of(entry("default", "a", 1)),
                List.of(
                    new SnapshotDiff.Changed(entry("default", "b", 1), entry("default", "b", 2)))));
    assertThat(SnapshotDiff.between(from, from).isEmpty()).isTrue();
  }

  @Test
  void nodesThatMoveTogetherAreOneGroup() {
    Compilation before = Compilation.of(FLEET);
    Resource policy =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: Policy, metadata: {name: p},
             spec: {service: asr, type: config, placement: {where: 'cloud == "aws"'}, config: {}}}
            """);
    Compilation after = before.update(FLEET.with(policy), Set.of(policy.id()));
    FleetDiff diff = FleetDiff.between(before, after);
    assertThat(diff.affectedNodes()).isEqualTo(2);
    assertThat(diff.moves())
        .singleElement()
        .satisfies(
            move -> {
              assertThat(move.nodes())
                  .containsExactly(new ResourceName("a1"), new ResourceName("a2"));
              assertThat(move.diff().added())
                  .extracting(Entry::name)
                  .containsExactly("policy/us-east-1/asr/p");
              assertThat(move.from()).isNotEqualTo(move.to());
            });
    assertThat(FleetDiff.between(after, after).moves()).isEmpty();
  }

  @Test
  void newAndLostNodesMoveFromAndToNothing() {
    Compilation before = Compilation.of(FLEET);
    ResourceId lost = ResourceId.cluster(Kind.NODE, new ResourceName("g1"));
    Resource born = Fleets.node("g2", "gcp", Map.of());
    Compilation after = before.update(FLEET.without(lost).with(born), Set.of(lost, born.id()));
    assertThat(FleetDiff.between(before, after).moves())
        .extracting(move -> move.nodes().getFirst().value(), move -> move.from().isPresent())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("g2", false),
            org.assertj.core.groups.Tuple.tuple("g1", true));
    assertThat(FleetDiff.between(before, after).moves().getLast().to()).isEqualTo(Optional.empty());
  }

  private static Entry entry(String tenant, String name, int content) {
    return new Entry(
        new TenantName(tenant), name, EntryKind.POLICY, Digest.of(new byte[] {(byte) content}), 1);
  }
}
