package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WavesTest {

  private final Scene scene =
      new Scene()
          .nodes("c1", "a1", "a2", "a3")
          .nodes("c2", "b1", "b2", "b3")
          .rollout("r1", Strategies.standard(), "limit", "a1", "a2 b1", "a3 b2 b3");

  @Test
  void startsWithTheFirstWaveOnly() {
    scene.settle();
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    assertThat(scene.carriers("r1")).containsExactly("a1");
    assertThat(scene.reason("r1")).isEqualTo("Moves wave canary (1 of 3): 1 node");
  }

  @Test
  void bakesACompleteWaveBeforeTheNext() {
    scene.settle().apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    assertThat(scene.wake()).contains(scene.now().plus(Strategies.BAKE));
    scene.pass(Strategies.BAKE.minusSeconds(1));
    assertThat(scene.carriers("r1")).containsExactly("a1");
    scene.pass(Duration.ofSeconds(1));
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2", "b1");
  }

  @Test
  void succeedsAfterTheLastWaveBaked() {
    scene.settle().apply("a1").pass(Strategies.BAKE).apply("a2", "b1").pass(Strategies.BAKE);
    scene.apply("a3", "b2").apply("b3");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    scene.pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.SUCCEEDED);
    assertThat(scene.reason("r1")).isEqualTo("6 of 6 nodes have the change.");
  }

  @Test
  void movesNoMoreNodesOfADomainThanItsBudget() {
    scene.settle().apply("a1").pass(Strategies.BAKE).apply("a2", "b1").pass(Strategies.BAKE);
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2", "a3", "b1", "b2");
    scene.apply("b2");
    assertThat(scene.carriers("r1")).contains("b3");
  }

  @Test
  void aRefusalReturnsEveryNode() {
    scene.settle().apply("a1").pass(Strategies.BAKE).apply("a2").refuse("b1");
    assertThat(scene.carriers("r1")).isEmpty();
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLING_BACK);
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "Rolls back, as ackFailureRate is red: 1 of 3 nodes refused, at most 0 may: "
                + "b1 refused with bad-entry: no");
    scene.apply("a1", "a2", "b1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aPausedRolloutMovesNobody() {
    scene.settle().apply("a1").order("r1", Verb.PAUSE, "ben").pass(Strategies.DEADLINE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.PAUSED);
    assertThat(scene.carriers("r1")).containsExactly("a1");
    scene.order("r1", Verb.RESUME, "ben");
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2", "b1");
  }
}
