package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.rollout.Evidence.Comparison;
import io.skerry.policy.rollout.Evidence.Judgement;
import io.skerry.policy.rollout.Evidence.Versions;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.Rollout.WaveStatus;
import io.skerry.schema.model.RolloutStrategy.Gate;
import io.skerry.schema.model.RolloutStrategy.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Requests that move in steps, on nodes that take the change in waves.
class TrafficTest {

  private static final Gate LIMIT = Strategies.gate(Metric.ERROR_RATE, 0.001);
  private static final Gate NOT_ABOVE =
      new Gate(Metric.ERROR_RATE, Optional.of(0d), Optional.empty(), true, 1);

  private final Scene scene = new Scene().nodes("c1", "a1", "a2");
  private final Measured measured = new Measured();

  /// What is measured of the new version.
  private static final class Measured implements Evidence {
    private final List<Versions> asked = new ArrayList<>();
    private Verdict limit = Verdict.INCONCLUSIVE;
    private Verdict comparison = Verdict.INCONCLUSIVE;

    @Override
    public Judgement judge(Gate gate, Comparison compared) {
      throw new AssertionError("nobody asks for all requests of nodes");
    }

    @Override
    public Judgement judge(Gate gate, Versions compared) {
      asked.add(compared);
      return new Judgement(gate.compareToBaseline() ? comparison : limit, "as measured");
    }
  }

  private void begin() {
    scene.evidence(measured).shift("r1", Strategies.stepped(LIMIT, NOT_ABOVE), "a1", "a2").settle();
  }

  private void nodesHaveTheFirstStep() {
    begin();
    scene.apply("a1").pass(Strategies.BAKE).apply("a2").pass(Strategies.BAKE);
  }

  private List<String> waves() {
    return scene.rollout("r1").status().waves().stream()
        .map(WaveStatus::name)
        .map(ResourceName::value)
        .toList();
  }

  private void measure(Verdict verdict) {
    measured.limit = verdict;
    scene.settle();
  }

  @Test
  void nodesComeFirstAndThenRequestsOfAllOfThem() {
    begin();
    assertThat(waves()).containsExactly("canary", "early", "traffic-25", "traffic-100");
    assertThat(scene.reason("r1"))
        .isEqualTo("Moves wave canary (1 of 4): 1 node, at most 5 % of the requests");
    assertThat(scene.node("a1").carries()).isEqualTo(Sample.names("r1"));
    assertThat(scene.node("a2").carries()).isEmpty();
  }

  @Test
  void moreNodesNeedNoEvidenceButMoreRequestsDo() {
    nodesHaveTheFirstStep();
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    assertThat(scene.reason("r1")).startsWith("Waits for evidence on errorRate: asr [v2]");
    assertThat(scene.node("a1").carries()).isEqualTo(Sample.names("r1"));
    measure(Verdict.GREEN);
    assertThat(scene.node("a1").carries()).isEqualTo(Sample.names("r1", "r1-step-1"));
    assertThat(scene.node("a2").carries()).isEqualTo(Sample.names("r1"));
  }

  @Test
  void everyStepIsShownAnewUntilAllRequestsMoved() {
    nodesHaveTheFirstStep();
    measure(Verdict.GREEN);
    scene.apply("a1").apply("a2");
    measure(Verdict.INCONCLUSIVE);
    scene.pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    assertThat(measured.asked.getLast().since())
        .isEqualTo(scene.rollout("r1").status().waves().get(2).admittedAt().orElseThrow());
    measure(Verdict.GREEN);
    assertThat(scene.node("a1").carries()).isEqualTo(Sample.names("r1", "r1-step-2"));
    scene.apply("a1").apply("a2").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void aBadVersionTurnsBackOnEveryNodeWhateverItsStep() {
    nodesHaveTheFirstStep();
    measure(Verdict.GREEN);
    scene.apply("a1");
    measure(Verdict.RED);
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
    assertThat(scene.carriers("r1")).isEmpty();
    scene.apply("a1", "a2");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLED_BACK);
    assertThat(scene.reason("r1")).startsWith("Rolled back, as errorRate is red");
  }

  @Test
  void aVersionShownToBeWorseThanTheOthersTurnsBackWithinTheLimit() {
    nodesHaveTheFirstStep();
    measured.comparison = Verdict.RED;
    measure(Verdict.GREEN);
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
  }

  @Test
  void withoutEvidenceTheStepHoldsAtItsDeadline() {
    nodesHaveTheFirstStep();
    scene.pass(Strategies.DEADLINE).pass(Strategies.DEADLINE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r1")).contains("Waits for evidence on errorRate");
  }

  @Test
  void anOperatorMayPromoteAStep() {
    nodesHaveTheFirstStep();
    scene.order("r1", Verb.PROMOTE, "bob");
    assertThat(scene.node("a1").carries()).isEqualTo(Sample.names("r1", "r1-step-1"));
  }

  @Test
  void onlyNodesOfThePresentStepAreEvidence() {
    nodesHaveTheFirstStep();
    measure(Verdict.GREEN);
    measured.asked.clear();
    scene.apply("a1");
    assertThat(measured.asked.getLast().nodes())
        .extracting(NodeSight::name)
        .containsExactly(new ResourceName("a1"));
  }

  @Test
  void aNodeThatWasSilentGetsThePresentStepWhenItReturns() {
    begin();
    scene.apply("a1").pass(Strategies.BAKE).silence("a2");
    scene.order("r1", Verb.PROMOTE, "bob");
    scene.order("r1", Verb.PROMOTE, "bob");
    scene.hear("a2");
    if (!scene.carriers("r1").contains("a2")) {
      scene.apply("a2");
    }
    assertThat(scene.node("a2").carries()).contains(new ResourceName("r1"));
  }
}
