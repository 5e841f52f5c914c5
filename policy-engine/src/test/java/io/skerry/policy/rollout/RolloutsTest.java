package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.added;
import static io.skerry.policy.rollout.Sample.change;
import static io.skerry.policy.rollout.Sample.handled;
import static io.skerry.policy.rollout.Sample.names;
import static io.skerry.policy.rollout.Sample.ordered;
import static io.skerry.policy.rollout.Sample.policy;
import static io.skerry.policy.rollout.Sample.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutsTest {

  private static final Policy A = policy("p", 1);
  private static final Policy B = policy("p", 2);
  private static final Policy C = policy("p", 3);
  private static final Policy OTHER = policy("q", 1);
  private static final Policy NEW_OTHER = policy("q", 2);

  @Test
  void resourceWithoutRolloutIsAsDeclared() {
    assertThat(version(Set.of(), rollout("r1", Phase.PROGRESSING, added(OTHER)))).contains(B);
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {
        "PENDING",
        "PROGRESSING",
        "BAKING",
        "AWAITING_APPROVAL",
        "PAUSED",
        "HELD",
        "ABORTED"
      })
  void onlyNodesThatCarryItHaveWhatARolloutBrings(Phase phase) {
    Rollout rollout = rollout("r1", phase, change(A, B));
    assertThat(version(Set.of(), rollout)).contains(A);
    assertThat(version(names("r1"), rollout)).contains(B);
  }

  @Test
  void everyNodeHasWhatSucceeded() {
    Rollout rollout = rollout("r1", Phase.SUCCEEDED, change(A, B));
    assertThat(version(Set.of(), rollout)).contains(B);
    assertThat(version(names("r1"), rollout)).contains(B);
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"ROLLING_BACK", "ROLLED_BACK"})
  void noNodeKeepsWhatWasRolledBack(Phase phase) {
    Rollout rollout = rollout("r1", phase, change(A, B));
    assertThat(version(Set.of(), rollout)).contains(A);
    assertThat(version(names("r1"), rollout)).contains(A);
  }

  @Test
  void rollbackHoldsFromItsAcceptanceOn() {
    Rollout rollout = ordered(rollout("r1", Phase.PROGRESSING, change(A, B)), Verb.ROLLBACK);
    assertThat(version(names("r1"), rollout)).contains(A);
    assertThat(Rollouts.isDead(rollout)).isTrue();
    assertThat(Rollouts.isDead(handled(rollout))).isFalse();
  }

  @Test
  void whatSucceededCanStillBeRolledBack() {
    Rollout rollout = ordered(rollout("r1", Phase.SUCCEEDED, change(A, B)), Verb.ROLLBACK);
    assertThat(version(Set.of(), rollout)).contains(A);
  }

  @Test
  void whatWasSupersededIsNotRolledBackByItself() {
    Rollout old = ordered(rollout("r1", Phase.SUPERSEDED, change(A, B)), Verb.ROLLBACK);
    Rollout next = rollout("r2", Phase.PROGRESSING, change(A, C));
    assertThat(version(names("r1"), old, next)).contains(B);
  }

  @Test
  void nodesKeepASupersededVersionUntilTheNewOneReachesThem() {
    Rollout old = rollout("r1", Phase.SUPERSEDED, change(A, B));
    Rollout next = rollout("r2", Phase.PROGRESSING, change(A, C));
    assertThat(version(Set.of(), old, next)).contains(A);
    assertThat(version(names("r1"), old, next)).contains(B);
    assertThat(version(names("r1", "r2"), old, next)).contains(C);
  }

  @Test
  void whenTheNewOneDiesNobodyKeepsTheSupersededOne() {
    Rollout old = rollout("r1", Phase.SUPERSEDED, change(A, B));
    Rollout dead = rollout("r2", Phase.ROLLED_BACK, change(A, C));
    Rollout next = rollout("r3", Phase.PROGRESSING, change(A, C));
    assertThat(version(names("r1"), old, dead)).contains(A);
    assertThat(version(names("r1"), old, dead, next)).contains(A);
    assertThat(version(names("r1", "r2"), old, dead, next)).contains(A);
    assertThat(version(names("r1", "r3"), old, dead, next)).contains(C);
  }

  @Test
  void whatWasCarriedBeforeASuccessCountsNoMore() {
    Rollout old = rollout("r1", Phase.ABORTED, change(A, B));
    Rollout done = rollout("r2", Phase.SUCCEEDED, change(A, C));
    Rollout next = rollout("r3", Phase.PROGRESSING, change(C, A));
    assertThat(version(names("r1"), old, done)).contains(C);
    assertThat(version(names("r1"), old, done, next)).contains(C);
  }

  @Test
  void newAndRemovedResourcesAreAbsentOnTheOtherSide() {
    Rollout added = rollout("r1", Phase.PROGRESSING, added(B));
    assertThat(version(Set.of(), added)).isEmpty();
    assertThat(version(names("r1"), added)).contains(B);
    Rollout removed = rollout("r1", Phase.PROGRESSING, Sample.removed(B));
    assertThat(version(Set.of(), removed)).contains(B);
    assertThat(version(names("r1"), removed)).isEmpty();
  }

  @Test
  void onlyCarriedRolloutsThatDecideSomethingAreKept() {
    Rollouts rollouts =
        Rollouts.of(
            List.of(
                rollout("r1", Phase.SUPERSEDED, change(A, B), change(OTHER, NEW_OTHER)),
                rollout("r2", Phase.ABORTED, change(A, C)),
                rollout("r3", Phase.SUCCEEDED, added(policy("z", 1))),
                rollout("r4", Phase.ROLLED_BACK, added(policy("y", 1)))));
    assertThat(rollouts.normalised(names("r1", "r2", "r3", "r4", "gone")))
        .isEqualTo(names("r1", "r2"));
    assertThat(rollouts.normalised(names("r3", "r4", "gone"))).isEmpty();
  }

  @Test
  void supersededRolloutIsDroppedOnceItsSuccessorIsCarried() {
    Rollouts rollouts =
        Rollouts.of(
            List.of(
                rollout("r1", Phase.SUPERSEDED, change(A, B)),
                rollout("r2", Phase.PROGRESSING, change(A, C))));
    assertThat(rollouts.normalised(names("r1", "r2"))).isEqualTo(names("r2"));
    assertThat(rollouts.normalised(names("r1"))).isEqualTo(names("r1"));
  }

  @Test
  void theLastWordAboutPausingCounts() {
    Rollout rollout = rollout("r1", Phase.PROGRESSING, change(A, B));
    assertThat(Rollouts.isPaused(rollout)).isFalse();
    assertThat(Rollouts.isPaused(ordered(rollout, Verb.PAUSE, Verb.PROMOTE))).isTrue();
    assertThat(Rollouts.isPaused(handled(ordered(rollout, Verb.PAUSE)))).isTrue();
    assertThat(Rollouts.isPaused(ordered(rollout, Verb.PAUSE, Verb.RESUME))).isFalse();
    assertThat(Rollouts.isStopped(ordered(rollout, Verb.ABORT))).isTrue();
    assertThat(Rollouts.isStopped(rollout("r1", Phase.ABORTED, change(A, B)))).isTrue();
  }

  @Test
  void aSplitWaitsForItsServiceAndTheOtherWayRound() {
    Resource service =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: Service, metadata: {name: web},
             spec: {versions: {v1: {module: m@1}}}}
            """);
    Resource split =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: TrafficSplit, metadata: {name: web},
             spec: {service: web, weights: {v1: 1}}}
            """);
    Rollout first = rollout("r1", Phase.PROGRESSING, added(service));
    Rollout second = rollout("r2", Phase.PENDING, added(split));
    Rollout third = rollout("r3", Phase.PENDING, Sample.removed(service));
    Rollout unrelated = rollout("r4", Phase.PENDING, added(A));
    Rollouts rollouts = Rollouts.of(List.of(first, second, third, unrelated));
    assertThat(rollouts.blockersOf(first)).isEmpty();
    assertThat(rollouts.blockersOf(second)).containsExactly(first);
    assertThat(rollouts.blockersOf(third)).containsExactly(first, second);
    assertThat(rollouts.blockersOf(unrelated)).isEmpty();
    assertThat(
            rollouts
                .with(List.of(rollout("r1", Phase.SUCCEEDED, added(service))))
                .blockersOf(second))
        .isEmpty();
  }

  private static Optional<Resource> version(Set<ResourceName> carries, Rollout... rollouts) {
    return Rollouts.of(List.of(rollouts))
        .version(A.id(), ResourceSet.of(List.of(B, OTHER)), carries);
  }
}
