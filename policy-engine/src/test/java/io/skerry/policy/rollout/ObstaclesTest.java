package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.freeze.Freeze;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What keeps a rollout from going on beside its own nodes, and what is said of it.
class ObstaclesTest {

  private final Scene scene = new Scene().nodes("c1", "a1", "a2", "a3", "a4");

  private void rollOut() {
    scene.rollout("r1", Strategies.standard(), "limit", "a1", "a2 a3 a4").settle();
  }

  @Test
  void emergenciesDoNotWaitForTheEndOfAFreeze() {
    scene.freeze(new Freeze(Optional.of("sale"), Optional.empty(), Instant.MIN));
    rollOut();
    assertThat(scene.phase("r1")).isEqualTo(Phase.PENDING);
    scene.rollout("r2", Strategies.standard(), "cure", "a1");
    scene.put(Sample.emergency(scene.rollout("r2")));
    scene.settle();
    assertThat(scene.carriers("r2")).containsExactly("a1");
    assertThat(scene.carriers("r1")).isEmpty();
  }

  @Test
  void aWaveThatHasNoRoomSaysWhoTakesIt() {
    scene.report("a3", 10);
    rollOut();
    assertThat(scene.carriers("r1")).isEmpty();
    assertThat(scene.reason("r1"))
        .isEqualTo("Wave canary waits for room: c1 has 1 of at most 1 away (a3)");
    scene.report("a3", 100);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void aStoreOlderThanTheFleetHoldsUntilSomebodyResumes() {
    rollOut();
    scene.apply("a1").forget("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "The store is older than the fleet, as 1 node runs a newer generation than its ref has"
                + " (a1 2 instead of 1); resume to go on from what the store says");
    scene.pass(Strategies.BAKE).order("r1", Verb.RESUME, "bob");
    assertThat(scene.phase("r1")).isNotEqualTo(Phase.HELD);
  }
}
