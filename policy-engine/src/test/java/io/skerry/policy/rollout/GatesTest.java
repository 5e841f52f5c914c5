package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Rollout.GateStatus;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import io.skerry.schema.model.RolloutStrategy.OnFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatesTest {

  private static final Gate ERRORS = Strategies.gate(Metric.ERROR_RATE, 0.01);

  private final Scene scene = new Scene().nodes("c1", "a1", "a2", "a3", "a4", "a5");

  private void rollOut(OnFailure onFailure, Gate... gates) {
    scene
        .rollout(
            "r1",
            Strategies.with(onFailure, new Amount.Count(5), gates),
            "limit",
            "a1",
            "a2 a3 a4",
            "a5")
        .settle();
  }

  private Verdict verdict() {
    return gate().verdict();
  }

  private GateStatus gate() {
    return scene.rollout("r1").status().waves().getFirst().gates().getFirst();
  }

  @Test
  void noAnswerIsInconclusive() {
    rollOut(OnFailure.ROLLBACK, Strategies.REFUSALS);
    scene.settle();
    assertThat(verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(gate().reason()).isEqualTo("no node that has the change has answered yet");
  }

  @Test
  void aSickNodeTurnsTheChangeBackAlsoWhileItBakes() {
    rollOut(OnFailure.ROLLBACK, Strategies.HEALTH);
    scene.apply("a1").report("a1", 30);
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "Rolls back, as healthScore is red: health score 30 in the worst tenth of 1 node, at least 80 needed");
  }

  @Test
  void aCrashLoopTurnsTheChangeBack() {
    rollOut(OnFailure.ROLLBACK, Strategies.CRASHES);
    scene.apply("a1").report("a1", 100, Standing.CRASH_LOOP);
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void whatIsWrongWithNodesThatLackTheChangeIsNotItsFault() {
    rollOut(OnFailure.ROLLBACK, Strategies.HEALTH, Strategies.CRASHES);
    scene.report("a2", 0, Standing.CRASH_LOOP).apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
  }

  @Test
  void aNodeThatCrashesOnWhatAnotherRolloutGaveItIsNotThisOnesFault() {
    rollOut(OnFailure.ROLLBACK, Strategies.HEALTH);
    scene.apply("a1");
    Gate refusals = Strategies.REFUSALS;
    scene
        .rollout(
            "r2", Strategies.with(OnFailure.HOLD, new Amount.Count(5), refusals), "cache", "a1")
        .settle();
    assertThat(scene.carriers("r2")).containsExactly("a1");
    scene.report("a1", 100, Standing.CRASH_LOOP);
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
  }

  @Test
  void aStrategyCanHoldInstead() {
    rollOut(OnFailure.HOLD, Strategies.REFUSALS);
    scene.refuse("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void aToleratedRefusalDoesNotStopTheWave() {
    rollOut(OnFailure.ROLLBACK, Strategies.gate(Metric.ACK_FAILURE_RATE, 0.5));
    scene.apply("a1").pass(Strategies.BAKE).apply("a2", "a3").refuse("a4");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
  }

  @Test
  void everyRefusalStopsTheWaveWhereNoGateJudgesThem() {
    rollOut(OnFailure.ROLLBACK, Strategies.HEALTH);
    scene.refuse("a1").pass(Strategies.DEADLINE).pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r1")).endsWith("1 refused (a1)");
  }

  @Test
  void missingEvidenceWaitsAndThenHolds() {
    rollOut(OnFailure.ROLLBACK, ERRORS);
    scene.apply("a1").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    assertThat(scene.reason("r1"))
        .isEqualTo("Waits for evidence on errorRate: no node reports the traffic it serves");
    scene.pass(Strategies.DEADLINE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void measurementsOfTheDataPlaneCount() {
    rollOut(OnFailure.ROLLBACK, ERRORS);
    scene.apply("a1").evidence((_, _) -> new Evidence.Judgement(Verdict.GREEN, "fine"));
    scene.pass(Strategies.BAKE);
    assertThat(scene.carriers("r1")).contains("a2", "a3", "a4");
    scene.evidence((_, _) -> new Evidence.Judgement(Verdict.RED, "5 % of 1000"));
    assertThat(scene.reason("r1")).isEqualTo("Rolls back, as errorRate is red: 5 % of 1000");
  }

  @Test
  void fewerSamplesThanAskedForAreInconclusive() {
    Gate gate = new Gate(Metric.ACK_FAILURE_RATE, Optional.of(0d), Optional.empty(), false, 3);
    rollOut(OnFailure.ROLLBACK, gate);
    scene.apply("a1").pass(Strategies.BAKE);
    assertThat(verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void oneSickNodeInTenIsTolerated() {
    String[] nodes = {"b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9"};
    scene.nodes("c2", nodes);
    scene.rollout(
        "r1",
        Strategies.with(OnFailure.ROLLBACK, new Amount.Count(10), Strategies.HEALTH),
        "limit",
        String.join(" ", nodes));
    scene.settle().apply(nodes).report("b3", 20);
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    scene.report("b4", 20);
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void aRedGateStopsAlsoAPromotedWave() {
    rollOut(OnFailure.HOLD, Strategies.REFUSALS);
    scene.refuse("a1").order("r1", Verb.PROMOTE, "ben");
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void aHeldRolloutStillTurnsBackWhenItsNodesFail() {
    rollOut(OnFailure.ROLLBACK, ERRORS, Strategies.CRASHES);
    scene.apply("a1").pass(Strategies.BAKE).pass(Strategies.DEADLINE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    scene.report("a1", 100, Standing.CRASH_LOOP);
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
  }
}
