package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Silence stops; it never promotes, returns or drains.
class SilenceTest {

  private final Scene scene = new Scene().nodes("c1", "a1", "a2", "a3", "a4");

  private void rollOut(String... waves) {
    scene.rollout("r1", Strategies.standard(), "limit", waves).settle();
  }

  @Test
  void aSilentCanaryNeverCompletesItsWave() {
    rollOut("a1", "a2 a3 a4");
    scene.silence("a1").pass(Duration.ofMinutes(5));
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    scene.pass(Strategies.DEADLINE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r1"))
        .isEqualTo("Wave canary is past its deadline of PT10M: 1 not heard (a1)");
  }

  @Test
  void silenceOfWhoeverHasTheChangeTurnsNothingBack() {
    rollOut("a1", "a2 a3 a4");
    scene.apply("a1").silence("a1", "a2", "a3", "a4").pass(Duration.ofHours(3));
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void aWaveGoesOnWithoutAsManySilentMembersAsTheBudgetAllows() {
    rollOut("a1 a2", "a3 a4");
    scene.silence("a2").apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    assertThat(scene.carriers("r1")).containsExactly("a1");
    scene.hear("a2");
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
  }

  @Test
  void aSilentNodeTakesTheRoomOfItsDomain() {
    scene.nodes("c2", "b1").silence("a2");
    rollOut("a1 b1", "a3");
    assertThat(scene.carriers("r1")).containsExactly("b1");
  }

  @Test
  void aNodeThatTwoProcessesReportAsIsNoEvidenceAndIsNotMoved() {
    scene.nodes("c2", "b1").share("b1", true);
    rollOut("a1", "b1", "a3");
    scene.apply("a1").pass(Strategies.BAKE).pass(Duration.ofMinutes(5));
    assertThat(scene.carriers("r1")).containsExactly("a1");

    scene.share("b1", false);
    assertThat(scene.carriers("r1")).containsExactly("a1", "b1");

    scene.apply("b1").share("b1", true).pass(Strategies.DEADLINE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.carriers("r1")).containsExactly("a1", "b1");
  }

  @Test
  void moreSilentMembersThanTheBudgetAllowsHoldTheWave() {
    scene.rollout(
        "r1",
        Strategies.with(OnFailure.ROLLBACK, new Amount.Count(2), Strategies.REFUSALS),
        "limit",
        "a1 a2 a3 a4");
    scene.settle().apply("a1", "a2").silence("a2", "a3", "a4").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    scene.pass(Strategies.DEADLINE);
    assertThat(scene.reason("r1"))
        .contains("past its deadline")
        .contains("3 nodes cannot be reached in c1, where at most 2 may be missing (a2, a3, a4)");
  }

  @Test
  void whoWasMissedGetsTheChangeOnReturn() {
    scene.rollout(
        "r1",
        Strategies.with(OnFailure.ROLLBACK, new Amount.Count(2), Strategies.REFUSALS),
        "limit",
        "a1 a2");
    scene.silence("a2").apply("a1").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.SUCCEEDED);
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "1 of 2 nodes have the change, the others get it when they can: 1 not heard (a2)");
    scene.hear("a2");
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
  }

  @Test
  void anUnwellNodeHoldsNobodyAndGetsWhatSucceeded() {
    scene.report("a2", 20);
    scene.rollout(
        "r1",
        Strategies.with(OnFailure.ROLLBACK, new Amount.Count(2), Strategies.REFUSALS),
        "limit",
        "a1 a2");
    scene.settle();
    assertThat(scene.carriers("r1")).containsExactly("a1");
    scene.apply("a1").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.SUCCEEDED);
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
  }

  @Test
  void aRollbackReachesSilentCarriersAtOnceAndDoesNotWaitForThem() {
    rollOut("a1", "a2 a3 a4");
    scene.apply("a1").pass(Strategies.BAKE).silence("a1").order("r1", Verb.ROLLBACK, "ben");
    assertThat(scene.carriers("r1")).isEmpty();
    scene.apply("a2");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLED_BACK);
    assertThat(scene.node("a1").facts().ref().map(Ref::kind)).contains(Ref.Reason.ROLLBACK);
  }
}
