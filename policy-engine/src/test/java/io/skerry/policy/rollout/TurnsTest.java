package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Failure domains that are changed one after the other.
class TurnsTest {

  private final Scene scene =
      new Scene()
          .nodes("c1", "a1", "a2")
          .nodes("c2", "b1")
          .nodes("c3", "d1")
          .rollout("r1", Strategies.byCell(), "limit", "a1 a2", "b1", "d1");

  private void bakeTheFirstCell() {
    scene.settle().apply("a1").apply("a2").pass(Strategies.BAKE);
  }

  @Test
  void aCellBakesBeforeTheNextOneChanges() {
    bakeTheFirstCell();
    scene.order("r1", Verb.APPROVE, "ben").settle().apply("b1");
    scene.pass(Strategies.BAKE.minusSeconds(1));
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2", "b1");
    scene.pass(Strategies.BAKE);
    assertThat(scene.carriers("r1")).contains("d1");
  }

  @Test
  void oneApprovalIsForAllThatIsTakenInTurns() {
    bakeTheFirstCell();
    assertThat(scene.phase("r1")).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(scene.reason("r1")).endsWith(": 2 nodes in 2 waves");
  }

  @Test
  void aCellThatCameLaterWaitsUntilTheChangeIsProven() {
    bakeTheFirstCell();
    scene.order("r1", Verb.APPROVE, "ben").settle().apply("b1").pass(Strategies.BAKE);
    scene.nodes("c2", "b2").nodes("c4", "e1");
    scene.latecomers("r1", "b2", "e1");
    scene.settle();
    assertThat(scene.carriers("r1")).contains("d1", "b2").doesNotContain("e1");
  }

  @Test
  void aPlanOfTooManyWavesIsHeld() {
    String[] waves =
        IntStream.rangeClosed(0, Rollout.MAX_WAVES).mapToObj(i -> "n" + i).toArray(String[]::new);
    scene.nodes("c5", waves).rollout("r2", Strategies.byCell(), "other", waves).settle();
    assertThat(scene.phase("r2")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r2")).startsWith("The plan has 251 waves, at most 250 are possible");
  }
}
