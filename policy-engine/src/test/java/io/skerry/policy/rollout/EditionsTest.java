package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.change;
import static io.skerry.policy.rollout.Sample.name;
import static io.skerry.policy.rollout.Sample.names;
import static io.skerry.policy.rollout.Sample.policy;
import static io.skerry.policy.rollout.Sample.rollout;
import static io.skerry.policy.rollout.Sample.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditionsTest {

  private static final Policy A = policy("p", 1);
  private static final Policy B = policy("p", 2);
  private static final ResourceSet FLEET =
      ResourceSet.of(
          List.of(
              Fleets.cell("c", Cloud.AWS, "r"),
              Fleets.node("n1", "c", Map.of()),
              Fleets.node("n2", "c", Map.of()),
              B));
  private static final Rollouts MOVING = of(rollout("r1", Phase.PROGRESSING, change(A, B)));

  @Test
  void carriersAndOthersRunDifferentSnapshots() {
    Editions editions = Editions.of(FLEET, MOVING);
    assertThat(editions.snapshotOf(name("n1"), names("r1")))
        .isPresent()
        .isNotEqualTo(editions.snapshotOf(name("n1"), Set.of()));
    assertThat(editions.edition(names("r1", "gone"))).isSameAs(editions.edition(names("r1")));
    assertThat(editions.size()).isEqualTo(2);
  }

  @Test
  void rolloutsNeedNotBeNamedAmongTheChanges() {
    Editions editions = Editions.of(FLEET, Rollouts.EMPTY);
    Editions next = editions.update(FLEET, MOVING, Set.of());
    assertThat(next.stable().desired())
        .isNotEqualTo(editions.stable().desired())
        .isEqualTo(Editions.of(FLEET, MOVING).stable().desired());
    assertThat(next.edition(names("r1")).desired()).isEqualTo(editions.stable().desired());
  }

  @Test
  void whatDoesNotChangeAnEditionIsNotCompiled() {
    Editions editions = Editions.of(FLEET, MOVING);
    Compilation carried = editions.edition(names("r1"));
    Editions next =
        editions.update(FLEET, of(rollout("r1", Phase.BAKING, change(A, B))), Set.of(B.id()));
    assertThat(next.stable()).isSameAs(editions.stable());
    assertThat(next.edition(names("r1"))).isSameAs(carried);
  }

  @Test
  void anEditionGoesWithItsRollout() {
    Editions editions = Editions.of(FLEET, MOVING);
    assertThat(editions.edition(names("r1")).faults()).isEmpty();
    Editions next =
        editions.update(FLEET, of(rollout("r1", Phase.SUCCEEDED, change(A, B))), Set.of());
    assertThat(next.size()).isEqualTo(1);
    assertThat(next.edition(names("r1"))).isSameAs(next.stable());
    assertThat(next.stable().desired()).isEqualTo(editions.edition(names("r1")).desired());
  }

  @Test
  void anEditionThatNobodyAsksForIsForgotten() {
    Editions editions = Editions.of(FLEET, MOVING);
    assertThat(editions.edition(names("r1")).faults()).isEmpty();
    for (int i = 0; i <= Editions.MOST_IDLE; i++) {
      editions = editions.update(FLEET, MOVING, Set.of());
      assertThat(editions.size()).isEqualTo(2);
    }
    assertThat(editions.update(FLEET, MOVING, Set.of()).size()).isEqualTo(1);
  }

  @Test
  void faultsOfAnEditionInUseAreKnown() {
    Policy wrong = policy("p", 2, where("moon == 1"));
    Editions editions = Editions.of(FLEET, of(rollout("r1", Phase.PENDING, change(A, wrong))));
    assertThat(editions.faults()).isEmpty();
    assertThat(editions.edition(names("r1")).nodesWith(wrong.id())).isEmpty();
    assertThat(editions.faults()).containsOnlyKeys(wrong.id());
  }

  @Test
  void snapshotsInUseAreThoseOfTheNodesAsTheyAre() {
    Editions editions = Editions.of(FLEET, MOVING);
    assertThat(editions.snapshotsInUse(Map.of())).hasSize(1);
    assertThat(editions.snapshotsInUse(Map.of(name("n1"), names("r1")))).hasSize(2);
    assertThat(editions.snapshotsInUse(Map.of(name("n1"), names("r1"), name("n2"), names("r1"))))
        .hasSize(1);
    assertThat(editions.distinctSnapshots()).hasSize(2);
  }

  private static Rollouts of(Rollout... rollouts) {
    return Rollouts.of(List.of(rollouts));
  }
}
