package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.NOW;
import static io.skerry.policy.rollout.Sample.change;
import static io.skerry.policy.rollout.Sample.name;
import static io.skerry.policy.rollout.Sample.ordered;
import static io.skerry.policy.rollout.Sample.policy;
import static io.skerry.policy.rollout.Sample.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.check.Edit;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.TenantName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutDraftTest {

  private static final Policy P1 = policy("p", 1);
  private static final Policy P2 = policy("p", 2);
  private static final Policy P3 = policy("p", 3);
  private static final Policy Q1 = policy("q", 1);
  private static final Policy Q2 = policy("q", 2);

  @Test
  void aChangeMovesFromWhatIsDeclared() {
    RolloutDraft draft = draft(List.of(P1), List.of(), List.of(put(P2)), "r1");
    Rollout created = only(draft.created());
    assertThat(created.spec().changes()).containsExactly(change(P1, P2));
    assertThat(created.spec().strategyName()).isEqualTo(name("standard"));
    assertThat(created.spec().author()).isEqualTo("ada");
    assertThat(created.status()).isEqualTo(Rollout.Status.accepted(NOW));
    assertThat(created.metadata().tenant()).isEqualTo(TenantName.DEFAULT);
    assertThat(draft.superseded()).isEmpty();
    assertThat(Resources.decode(Resources.encode(created)).orThrow()).isEqualTo(created);
  }

  @Test
  void additionsAndDeletionsHaveOneSideOnly() {
    RolloutDraft draft =
        draft(List.of(P1), List.of(), List.of(put(Q1), new Edit.Delete(P1.id())), "r1");
    assertThat(only(draft.created()).spec().changes())
        .containsExactly(Sample.removed(P1), Sample.added(Q1));
  }

  @Test
  void whatNodesCannotSeeMakesNoRollout() {
    Policy relabelled =
        new Policy(Fleets.metadata("p", TenantName.DEFAULT, Map.of("team", "a")), P1.spec());
    Resource node = Fleets.node("n", "c", Map.of());
    RolloutDraft draft =
        draft(
            List.of(P1),
            List.of(rollout("r0", Phase.PROGRESSING, Sample.added(P1))),
            List.of(put(relabelled), put(node), new Edit.Delete(Q1.id())));
    assertThat(draft).isEqualTo(new RolloutDraft(List.of(), List.of()));
  }

  @Test
  void tenantsAndStrategiesMoveApart() {
    Policy elsewhere = inTenant(policy("p", 1), "video");
    Policy fast = withStrategy(Q1, "fast");
    RolloutDraft draft =
        draft(List.of(), List.of(), List.of(put(P1), put(elsewhere), put(fast)), "r1", "r2", "r3");
    assertThat(draft.created())
        .extracting(
            it ->
                it.metadata().name()
                    + " "
                    + it.metadata().tenant()
                    + " "
                    + it.spec().strategyName())
        .containsExactly("r1 default fast", "r2 default standard", "r3 video standard");
  }

  @Test
  void aDeclaredStrategyTakesThePlaceOfABuiltInOne() {
    Resource declared =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: RolloutStrategy, metadata: {name: standard},
             spec: {waves: [{name: all, percent: 100}]}}
            """);
    RolloutDraft draft = draft(List.of(), List.of(), List.of(put(P1), put(declared)), "r1");
    assertThat(only(draft.created()).spec().strategy().waves())
        .singleElement()
        .satisfies(wave -> assertThat(wave.name()).isEqualTo(name("all")));
  }

  @Test
  void aNewerChangeTakesOverWhatTheOlderHadNotFinished() {
    Rollout old = rollout("r1", Phase.BAKING, change(P1, P2), change(Q1, Q2));
    RolloutDraft draft = draft(List.of(P2, Q2), List.of(old), List.of(put(P3)), "r2");
    Rollout created = only(draft.created());
    assertThat(created.spec().changes()).containsExactly(change(P1, P3), change(Q1, Q2));
    assertThat(created.spec().supersedes()).containsExactly(name("r1"));
    Rollout superseded = only(draft.superseded());
    assertThat(superseded.status().phase()).isEqualTo(Phase.SUPERSEDED);
    assertThat(superseded.status().reason()).isEqualTo("superseded by r2");
    assertThat(superseded.spec()).isEqualTo(old.spec());
  }

  @Test
  void supersedingIsRemembered() {
    Rollout first = rollout("r1", Phase.PROGRESSING, change(P1, P2));
    RolloutDraft second = draft(List.of(P2), List.of(first), List.of(put(P3)), "r2");
    Policy last = policy("p", 4);
    RolloutDraft third =
        draft(
            List.of(P3),
            List.of(only(second.superseded()), only(second.created())),
            List.of(put(last)),
            "r3");
    assertThat(only(third.created()).spec().supersedes()).containsExactly(name("r2"), name("r1"));
    assertThat(only(third.created()).spec().changes()).containsExactly(change(P1, last));
  }

  @Test
  void goingBackWhileUnderWayIsAChangeForTheNodesThatMoved() {
    Rollout old = rollout("r1", Phase.PROGRESSING, change(P1, P2));
    RolloutDraft draft = draft(List.of(P2), List.of(old), List.of(put(P1)), "r2");
    assertThat(only(draft.created()).spec().changes()).containsExactly(change(P1, P1));
  }

  @Test
  void whatIsNoLongerGoingOnIsLeftToEnd() {
    for (Rollout old :
        List.of(
            rollout("r1", Phase.ABORTED, change(P1, P2), change(Q1, Q2)),
            ordered(rollout("r1", Phase.PROGRESSING, change(P1, P2)), Verb.ABORT),
            ordered(rollout("r1", Phase.PROGRESSING, change(P1, P2)), Verb.ROLLBACK),
            rollout("r1", Phase.ROLLED_BACK, change(P1, P2)))) {
      RolloutDraft draft = draft(List.of(P2, Q2), List.of(old), List.of(put(P3)), "r2");
      assertThat(draft.superseded()).isEmpty();
      assertThat(only(draft.created()).spec().changes()).containsExactly(change(P1, P3));
      assertThat(only(draft.created()).spec().supersedes()).isEmpty();
    }
  }

  @Test
  void afterASuccessTheNextChangeMovesFromIt() {
    Rollout old = rollout("r1", Phase.SUCCEEDED, change(P1, P2));
    RolloutDraft draft = draft(List.of(P2), List.of(old), List.of(put(P3)), "r2");
    assertThat(only(draft.created()).spec().changes()).containsExactly(change(P2, P3));
  }

  @Test
  void aRolloutThatFallsApartIsTakenOverOnce() {
    Policy r1 = policy("r", 1);
    Policy r2 = policy("r", 2);
    Rollout old = rollout("r1", Phase.PROGRESSING, change(P1, P2), change(Q1, Q2), change(r1, r2));
    Policy fast = withStrategy(policy("q", 3), "fast");
    RolloutDraft draft =
        draft(List.of(P2, Q2, r2), List.of(old), List.of(put(P3), put(fast)), "r2", "r3");
    assertThat(draft.created())
        .extracting(it -> it.spec().changes())
        .containsExactly(List.of(change(Q1, fast)), List.of(change(P1, P3), change(r1, r2)));
    assertThat(draft.created())
        .allSatisfy(it -> assertThat(it.spec().supersedes()).containsExactly(name("r1")));
    assertThat(only(draft.superseded()).status().reason()).isEqualTo("superseded by r2, r3");
  }

  @Test
  void aClockThatIsBehindStillNamesTheNewestLast() {
    Rollout old = rollout("01hzz", Phase.SUCCEEDED, change(P1, P2));
    Policy fast = withStrategy(Q1, "fast");
    RolloutDraft draft =
        draft(List.of(P2), List.of(old), List.of(put(P3), put(fast)), "01haa", "01hab");
    assertThat(draft.created())
        .extracting(it -> it.metadata().name().value())
        .containsExactly("01j00", "01j01");
  }

  private static RolloutDraft draft(
      List<Resource> declared, List<Rollout> existing, List<Edit> edits, String... ulids) {
    Deque<ResourceName> names =
        new ArrayDeque<>(Arrays.stream(ulids).map(ResourceName::new).toList());
    RolloutDraft draft =
        RolloutDraft.of(
            ResourceSet.of(declared),
            edits,
            Rollouts.of(existing),
            new RolloutDraft.Origin("ada", Optional.empty(), NOW),
            names::remove);
    assertThat(names).as("names left over").isEmpty();
    return draft;
  }

  private static Rollout only(List<Rollout> rollouts) {
    assertThat(rollouts).hasSize(1);
    return rollouts.getFirst();
  }

  private static Edit put(Resource resource) {
    return new Edit.Put(resource);
  }

  private static Policy inTenant(Policy policy, String tenant) {
    Metadata old = policy.metadata();
    return new Policy(
        new Metadata(
            old.name(), new TenantName(tenant), old.labels(), old.annotations(), old.lifecycle()),
        policy.spec());
  }

  private static Policy withStrategy(Policy policy, String strategy) {
    Policy.Spec old = policy.spec();
    return new Policy(
        policy.metadata(),
        new Policy.Spec(
            old.service(),
            old.type(),
            old.priority(),
            old.placement(),
            old.config(),
            old.overrides(),
            Optional.of(name(strategy))));
  }
}
