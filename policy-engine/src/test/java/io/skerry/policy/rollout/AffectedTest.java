package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.change;
import static io.skerry.policy.rollout.Sample.name;
import static io.skerry.policy.rollout.Sample.names;
import static io.skerry.policy.rollout.Sample.policy;
import static io.skerry.policy.rollout.Sample.rollout;
import static io.skerry.policy.rollout.Sample.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AffectedTest {

  private static final Policy EVEN_1 = policy("p", 1, where("labels.even == 'true'"));
  private static final Policy EVEN_2 = policy("p", 2, where("labels.even == 'true'"));
  private static final Policy ALL_3 = policy("p", 3);

  @Test
  void onlyNodesWhoseSnapshotChangesAreAffected() {
    Editions editions = editions(rollout("r1", Phase.PENDING, change(EVEN_1, EVEN_2)));
    assertThat(Affected.by(name("r1"), editions, Map.of()))
        .containsExactly(name("n0"), name("n2"), name("n4"));
  }

  @Test
  void aNodeThatCarriesItAlreadyIsNotAffected() {
    Editions editions = editions(rollout("r1", Phase.PROGRESSING, change(EVEN_1, EVEN_2)));
    assertThat(Affected.by(name("r1"), editions, Map.of(name("n2"), names("r1"))))
        .containsExactly(name("n0"), name("n4"));
  }

  @Test
  void goingBackAffectsTheNodesThatMovedOnly() {
    Editions editions =
        editions(
            rollout("r1", Phase.SUPERSEDED, change(EVEN_1, EVEN_2)),
            rollout("r2", Phase.PENDING, change(EVEN_1, EVEN_1)));
    assertThat(Affected.by(name("r2"), editions, Map.of(name("n2"), names("r1"))))
        .containsExactly(name("n2"));
  }

  @Test
  void aPlacementThatGrowsAffectsTheNewNodesToo() {
    Editions editions = editions(rollout("r1", Phase.PENDING, change(EVEN_1, ALL_3)));
    assertThat(Affected.by(name("r1"), editions, Map.of())).hasSize(6);
  }

  @Test
  void nobodyIsAffectedByWhatEnded() {
    Editions editions =
        editions(
            rollout("r1", Phase.ROLLED_BACK, change(EVEN_1, EVEN_2)),
            rollout("r2", Phase.SUCCEEDED, Sample.added(policy("q", 1))));
    assertThat(Affected.by(name("r1"), editions, Map.of())).isEmpty();
    assertThat(Affected.by(name("r2"), editions, Map.of())).isEmpty();
    assertThat(Affected.by(name("unknown"), editions, Map.of())).isEmpty();
  }

  @Test
  void thePreviewKnowsWhatTheRolloutWillMove() {
    ResourceSet before = ResourceSet.of(fleet()).with(EVEN_1);
    Editions editions = Editions.of(before, Rollouts.EMPTY);
    Rollout next = rollout("r1", Phase.PENDING, change(EVEN_1, EVEN_2));
    Editions preview =
        editions.update(
            before.with(EVEN_2), editions.rollouts().with(List.of(next)), Set.of(EVEN_2.id()));
    assertThat(Affected.by(name("r1"), preview, Map.of())).hasSize(3);
    assertThat(preview.stable()).as("nothing to compile anew").isSameAs(editions.stable());
    assertThat(preview.size()).isEqualTo(2);
  }

  private static Editions editions(Rollout... rollouts) {
    return Editions.of(ResourceSet.of(fleet()).with(ALL_3), Rollouts.of(List.of(rollouts)));
  }

  private static List<Resource> fleet() {
    List<Resource> fleet = new ArrayList<>();
    fleet.add(Fleets.cell("c", Cloud.AWS, "r"));
    for (int i = 0; i < 6; i++) {
      fleet.add(Fleets.node("n" + i, "c", Map.of("even", String.valueOf(i % 2 == 0))));
    }
    return fleet;
  }
}
