package io.skerry.control.rollout;

import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.RolloutSamples;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HousekeepingTest {

  private static final int FILLERS = Housekeeping.KEPT;

  /// A rollout of a policy from one value to the next.
  private static Rollout rollout(int number, String policy, int to, Phase phase) {
    Rollout sample = RolloutSamples.in(phase, 2);
    Policy before = policy(policy, to, "v" + (to - 1));
    Policy after = policy(policy, to, "v" + to);
    return new Rollout(
        Declarations.metadata("r%05d".formatted(number), TenantName.DEFAULT, 1),
        new Rollout.Spec(
            List.of(new Rollout.Change(after.id(), Optional.of(before), Optional.of(after))),
            sample.spec().strategyName(),
            sample.spec().strategy(),
            "author",
            Optional.empty(),
            List.of(),
            List.of()),
        sample.status());
  }

  /// The given rollouts, and as many later ones of other resources as are always kept.
  private static Rollouts withFillers(Rollout... oldest) {
    List<Rollout> all = new ArrayList<>(Arrays.asList(oldest));
    IntStream.range(0, FILLERS)
        .forEach(i -> all.add(rollout(1000 + i, "filler-" + i, 1, Phase.SUCCEEDED)));
    return Rollouts.of(all);
  }

  private static List<String> removable(
      Rollouts rollouts, Set<String> carried, Policy... declared) {
    return Housekeeping.removable(
            rollouts,
            ResourceSet.of(List.of(declared)),
            Set.copyOf(carried.stream().map(ResourceName::new).toList()))
        .stream()
        .map(it -> it.metadata().name().value())
        .toList();
  }

  @Test
  void theNewestAreKept() {
    assertThat(removable(withFillers(), Set.of())).isEmpty();
  }

  @Test
  void whatSucceededAndIsAsDeclaredGoes() {
    Rollouts rollouts = withFillers(rollout(1, "p", 2, Phase.SUCCEEDED));

    assertThat(removable(rollouts, Set.of("r00001"), policy("p", 2, "v2")))
        .containsExactly("r00001");
    assertThat(removable(rollouts, Set.of(), policy("p", 3, "v3"))).isEmpty();
  }

  @Test
  void theNewestOfAResourceThatWasRolledBackStays() {
    Rollouts rollouts = withFillers(rollout(1, "p", 2, Phase.ROLLED_BACK));

    assertThat(removable(rollouts, Set.of(), policy("p", 2, "v2"))).isEmpty();
  }

  @Test
  void whatNodesCarryStaysUntilANewerOneDecides() {
    Rollout superseded = rollout(1, "p", 2, Phase.SUPERSEDED);
    Rollouts going = withFillers(superseded, rollout(2, "p", 3, Phase.BAKING));
    assertThat(removable(going, Set.of("r00001"))).isEmpty();
    assertThat(removable(going, Set.of())).containsExactly("r00001");

    Rollouts gone = withFillers(superseded, rollout(2, "p", 3, Phase.SUCCEEDED));
    assertThat(removable(gone, Set.of("r00001"), policy("p", 3, "v3")))
        .containsExactly("r00001", "r00002");
  }

  @Test
  void nothingGoesBeforeAnOlderOneOfTheSameResource() {
    Rollouts rollouts =
        withFillers(rollout(1, "p", 2, Phase.ROLLING_BACK), rollout(2, "p", 3, Phase.SUCCEEDED));

    assertThat(removable(rollouts, Set.of(), policy("p", 3, "v3"))).isEmpty();
  }

  @Test
  void onePassIsBounded() {
    Rollout[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> rollout(i, "p" + i, 1, Phase.SUCCEEDED))
            .toArray(Rollout[]::new);
    Policy[] declared =
        IntStream.range(0, 60).mapToObj(i -> policy("p" + i, 1, "v1")).toArray(Policy[]::new);

    assertThat(removable(withFillers(many), Set.of(), declared)).hasSize(Housekeeping.AT_ONCE);
  }
}
