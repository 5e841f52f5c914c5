package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.freeze.Freeze;
import io.skerry.policy.rollout.Orders.Placed;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private final Scene scene = new Scene().nodes("c1", "a1", "a2", "a3");

  private void rollOut() {
    scene.rollout("r1", Strategies.standard(), "limit", "a1", "a2", "a3").settle();
  }

  @Test
  void aPauseHoldsFromItsAcceptanceOn() {
    rollOut();
    scene.apply("a1").pass(Strategies.BAKE.minusSeconds(1));
    scene.put(((Placed.Accepted) scene.ask("r1", Verb.PAUSE, "ben")).rollout());
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    assertThat(Orders.heeded(scene.rollout("r1"))).isEqualTo(Phase.PAUSED);
    assertThat(Admission.admit(scene.sight(), Admission.Inventory.NONE, scene.now())).isEmpty();
  }

  @Test
  void askingTwiceOrdersOnce() {
    rollOut();
    scene.order("r1", Verb.PAUSE, "ben");
    assertThat(scene.ask("r1", Verb.PAUSE, "ben")).isInstanceOf(Placed.Repeated.class);
    assertThat(scene.rollout("r1").spec().orders()).hasSize(1);
  }

  @Test
  void aRefusalSaysWhatWouldBeRight() {
    rollOut();
    assertThat(scene.ask("r1", Verb.APPROVE, "ben"))
        .isEqualTo(
            new Placed.Refused(
                "rollout r1 is progressing, which allows no approve; "
                    + "it can be paused, promoted, retried, aborted or rolled back"));
  }

  @Test
  void promotionSkipsTheRestOfTheWaveAndItsBake() {
    rollOut();
    scene.apply("a1").order("r1", Verb.PROMOTE, "ben");
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
  }

  @Test
  void theAuthorCannotApprove() {
    scene.rollout("r1", Strategies.approved(), "limit", "a1", "a2", "a3").settle();
    scene.apply("a1").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(scene.reason("r1"))
        .isEqualTo("Wave early needs an approval by somebody other than ana: 1 node");
    assertThat(scene.ask("r1", Verb.APPROVE, Scene.AUTHOR))
        .isEqualTo(
            new Placed.Refused(
                "the author of the change, ana, cannot approve it; somebody else must"));
    scene.order("r1", Verb.APPROVE, "ben");
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
  }

  @Test
  void anApprovalLateInTheNightLeavesTheWaveItsDeadline() {
    scene.rollout("r1", Strategies.approved(), "limit", "a1", "a2", "a3").settle();
    scene.apply("a1").pass(Strategies.BAKE).pass(Duration.ofHours(8));
    assertThat(scene.phase("r1")).isEqualTo(Phase.AWAITING_APPROVAL);
    scene.order("r1", Verb.APPROVE, "ben");
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
  }

  @Test
  void anAbortLeavesNodesWhereTheyAre() {
    rollOut();
    scene.apply("a1").order("r1", Verb.ABORT, "ben").pass(Duration.ofHours(1));
    assertThat(scene.phase("r1")).isEqualTo(Phase.ABORTED);
    assertThat(scene.carriers("r1")).containsExactly("a1");
    assertThat(scene.ask("r1", Verb.RESUME, "ben")).isInstanceOf(Placed.Refused.class);
  }

  @Test
  void afterAnAbortWhoeverRefusedGoesBackToWhatItRuns() {
    scene.rollout(
        "r1",
        Strategies.with(OnFailure.HOLD, new Amount.Count(1), Strategies.REFUSALS),
        "limit",
        "a1",
        "a2");
    scene.settle().refuse("a1").order("r1", Verb.ABORT, "ben");
    assertThat(scene.carriers("r1")).isEmpty();
    scene.apply("a1");
    assertThat(scene.node("a1").standing()).isEqualTo(new Standing.Steady());
  }

  @Test
  void anAbortedRolloutCanStillBeRolledBack() {
    rollOut();
    scene.apply("a1").order("r1", Verb.ABORT, "ben").order("r1", Verb.ROLLBACK, "ben");
    scene.apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void whatSucceededCanBeRolledBack() {
    scene.rollout("r1", Strategies.standard(), "limit", "a1").settle();
    scene.apply("a1").pass(Strategies.BAKE).order("r1", Verb.ROLLBACK, "ben");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
    scene.apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLED_BACK);
    assertThat(scene.reason("r1")).startsWith("Rolled back on the order of ben. Every node");
  }

  @Test
  void aRetryOffersTheSnapshotOnceMore() {
    scene.rollout(
        "r1",
        Strategies.with(OnFailure.HOLD, new Amount.Count(1), Strategies.REFUSALS),
        "limit",
        "a1",
        "a2");
    scene.settle().refuse("a1").pass(Duration.ofSeconds(10));
    long refused = scene.generation(scene.node("a1"));
    scene.order("r1", Verb.RETRY, "ben");
    assertThat(scene.generation(scene.node("a1"))).isEqualTo(refused + 1);
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    scene.refuse("a1").pass(Duration.ofMinutes(1));
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.generation(scene.node("a1"))).isEqualTo(refused + 1);
  }

  @Test
  void aNodeThatRefusesToReturnIsNamedAndCanBeRetried() {
    rollOut();
    scene.apply("a1").order("r1", Verb.ROLLBACK, "ben").refuse("a1").pass(Duration.ofSeconds(1));
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
    assertThat(scene.reason("r1"))
        .isEqualTo("1 node cannot return until retried or mended: a1 refused with bad-entry: no");
    scene.order("r1", Verb.RETRY, "ben").apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void resumingBeginsTheDeadlineAnew() {
    rollOut();
    scene.silence("a1").pass(Strategies.DEADLINE).pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    scene.order("r1", Verb.RESUME, "ben");
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    assertThat(scene.wake()).contains(scene.now().plus(Strategies.DEADLINE).plus(Strategies.BAKE));
  }

  @Test
  void aFreezeStopsWavesAndMovesButNoRollback() {
    rollOut();
    Instant end = scene.now().plus(Duration.ofHours(2));
    scene.freeze(new Freeze(Optional.of("holiday"), Optional.of(end), Instant.MIN));
    scene.apply("a1").pass(Duration.ofHours(1));
    assertThat(scene.carriers("r1")).containsExactly("a1");
    assertThat(scene.reason("r1")).isEqualTo("Frozen, no node is moved until " + end + ": holiday");
    assertThat(scene.wake()).contains(end);
    scene.order("r1", Verb.ROLLBACK, "ben");
    assertThat(scene.carriers("r1")).isEmpty();
  }

  @Test
  void afterAFreezeAWaveHasItsWholeDeadline() {
    scene.silence("a2");
    rollOut();
    scene.freeze(new Freeze(Optional.of("holiday"), Optional.empty(), Instant.MIN));
    scene.pass(Duration.ofHours(1));
    scene.freeze(new Freeze(Optional.empty(), Optional.empty(), scene.now()));
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    scene.pass(Strategies.DEADLINE).pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
  }

  @Test
  void aNewerRolloutOfTheSameResourceWaitsUntilEverybodyIsBack() {
    rollOut();
    scene.apply("a1").order("r1", Verb.ROLLBACK, "ben");
    scene.rollout("r2", Strategies.standard(), "limit", "a1").settle();
    assertThat(scene.phase("r2")).isEqualTo(Phase.PENDING);
    assertThat(scene.reason("r2"))
        .isEqualTo("Waits for rollout r1, which changes policies/default/limit too");
    scene.apply("a1");
    assertThat(scene.carriers("r2")).containsExactly("a1");
  }

  @Test
  void whoeverTakesOverAlsoReturnsWhatItTookOver() {
    rollOut();
    scene.apply("a1").rollout("r2", Strategies.standard(), "limit", Set.of("r1"), "a2").settle();
    assertThat(scene.carriers("r1")).containsExactly("a1");
    scene.apply("a2").order("r2", Verb.ROLLBACK, "ben");
    assertThat(scene.carriers("r1")).isEmpty();
    assertThat(scene.carriers("r2")).isEmpty();
  }

  @Test
  void anotherPlanThanTheAuthorSawNeedsSomebodyToResume() {
    rollOut();
    scene.expecting("r2", "cache", scene.plan(scene.rollout("r1")).digest(), "a2").settle();
    assertThat(scene.phase("r2")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r2")).startsWith("The plan is another than the author saw");
    scene.order("r2", Verb.RESUME, "ben").apply("a1");
    assertThat(scene.carriers("r2")).containsExactly("a2");
  }

  @Test
  void whatCannotBeCompiledIsHeldBeforeItStarts() {
    scene.rollout("r1", Strategies.standard(), "limit", "a1");
    scene.obstacle("r1", "splits/default/s names version v2, which the service lacks");
    scene.settle();
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "Cannot be compiled: splits/default/s names version v2, which the service lacks");
  }

  @Test
  void aRolloutThatChangesNoNodeSucceedsAtOnce() {
    scene.rollout("r1", Strategies.standard(), "limit").settle();
    assertThat(scene.phase("r1")).isEqualTo(Phase.SUCCEEDED);
    assertThat(scene.reason("r1")).isEqualTo("Changes no node.");
  }
}
