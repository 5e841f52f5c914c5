package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A rollout of two resources that two others take over, each a resource.
class HeirsTest {

  private final Scene scene =
      new Scene().nodes("c1", "a1", "a2").rollout("r1", Strategies.standard(), "p", "a1", "a2");

  private void takeOver() {
    scene.put(changingToo(scene.rollout("r1"), "q"));
    scene.settle().apply("a1");
    scene
        .rollout("r2", Strategies.standard(), "p", Set.of("r1"), "a1", "a2")
        .rollout("r3", Strategies.standard(), "q", Set.of("r1"), "a2", "a1")
        .settle();
  }

  private static Rollout changingToo(Rollout rollout, String policy) {
    Change other =
        Accepted.rollout("other", Strategies.standard(), policy, Set.of(), Sample.NOW)
            .spec()
            .changes()
            .getFirst();
    Rollout.Spec spec = rollout.spec();
    return new Rollout(
        rollout.metadata(),
        new Rollout.Spec(
            Stream.concat(spec.changes().stream(), Stream.of(other)).toList(),
            spec.strategyName(),
            spec.strategy(),
            spec.author(),
            spec.expectedPlan(),
            spec.supersedes(),
            spec.orders()),
        rollout.status());
  }

  @Test
  void oneHeirLeavesWhatIsTheOthers() {
    takeOver();
    assertThat(scene.node("a1").carries())
        .containsExactlyInAnyOrder(new ResourceName("r1"), new ResourceName("r2"));
  }

  @Test
  void whatBothHeirsReplacedIsCarriedNoLonger() {
    takeOver();
    for (int wave = 0; wave < 4; wave++) {
      scene.apply("a1", "a2").apply("a1", "a2").pass(Strategies.BAKE);
    }
    assertThat(scene.node("a1").carries()).doesNotContain(new ResourceName("r1"));
    assertThat(scene.node("a1").carries()).contains(new ResourceName("r3"));
  }
}
