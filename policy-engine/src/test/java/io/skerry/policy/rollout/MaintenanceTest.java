package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.freeze.Freeze;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Nodes that are not to be changed now are left out for a while, and are not failures.
class MaintenanceTest {

  private static final Duration HOURS = Duration.ofHours(5);

  private final Scene scene = new Scene().nodes("c1", "a1", "a2", "a3", "a4");

  private void rollOut(String... waves) {
    scene.rollout("r1", Strategies.standard(), "limit", waves).settle();
  }

  @Test
  void aBusyNodeIsNotMovedUntilItIsFree() {
    scene.busy("a1", HOURS);
    rollOut("a1", "a2 a3 a4");
    assertThat(scene.carriers("r1")).isEmpty();
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "Wave canary waits for nodes that are not to be changed now: 1 node (a1), "
                + "the next one may be at 2026-01-01T15:00:00Z (outside its maintenance windows)");
    assertThat(scene.wake()).contains(Instant.parse("2026-01-01T15:00:00Z"));
    scene.pass(HOURS);
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void theDeadlineDoesNotPassWhileAWaveWaitsForBusyNodesOnly() {
    scene.busy("a1", HOURS);
    rollOut("a1", "a2 a3 a4");
    scene.pass(HOURS.minusMinutes(1));
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    scene.pass(Duration.ofMinutes(1)).pass(Strategies.DEADLINE.minusSeconds(1));
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    scene.pass(Strategies.BAKE.plusSeconds(1));
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
  }

  @Test
  void aNodeThatIsFreeAgainAndAgainDoesNotKeepItsWaveFromItsDeadline() {
    Duration window = Strategies.DEADLINE.dividedBy(4);
    scene.busy("a1", window).silence("a2").silence("a3");
    rollOut("a1", "a2 a3 a4");
    scene.pass(window);
    assertThat(scene.reason("r1")).startsWith("Wave canary waits for room");
    scene.pass(window).busy("a1", Strategies.DEADLINE);
    assertThat(scene.reason("r1")).startsWith("Wave canary waits for nodes");
    scene.pass(Strategies.DEADLINE).pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.HELD);
    assertThat(scene.reason("r1")).startsWith("Wave canary is past its deadline");
  }

  @Test
  void aWaveCompletesWithoutAsManyBusyNodesAsItsBudgetAllows() {
    scene.busy("a2", HOURS);
    rollOut("a1 a2", "a3 a4");
    scene.apply("a1");
    assertThat(scene.phase("r1")).isEqualTo(Phase.BAKING);
    scene.pass(Strategies.BAKE).apply("a3").apply("a4").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.SUCCEEDED);
    assertThat(scene.reason("r1"))
        .isEqualTo(
            "3 of 4 nodes have the change, the others get it when they can: "
                + "1 not to be changed now (a2)");
    scene.pass(HOURS);
    assertThat(scene.carriers("r1")).contains("a2");
  }

  @Test
  void aWaveWaitsForMoreBusyNodesThanItsBudgetAllows() {
    scene.busy("a2", HOURS).busy("a3", HOURS);
    rollOut("a1 a2 a3", "a4");
    scene.apply("a1").pass(Duration.ofHours(3));
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    assertThat(scene.reason("r1")).startsWith("Wave canary waits for nodes");
    scene.pass(Duration.ofHours(2));
    assertThat(scene.carriers("r1")).containsExactly("a1", "a2");
  }

  @Test
  void silentAndBusyNodesShareTheBudget() {
    scene.busy("a2", HOURS).silence("a3");
    rollOut("a1 a2 a3", "a4");
    scene.hear("a3").apply("a1").silence("a3").pass(Strategies.BAKE);
    assertThat(scene.phase("r1")).isEqualTo(Phase.PROGRESSING);
    assertThat(scene.carriers("r1")).containsExactly("a1", "a3");
  }

  @Test
  void rollbacksReachBusyNodes() {
    rollOut("a1 a2", "a3 a4");
    scene.apply("a1").busy("a1", HOURS).order("r1", Verb.ROLLBACK, "ben");
    assertThat(scene.carriers("r1")).isEmpty();
  }

  @Test
  void emergenciesReachBusyNodes() {
    scene.busy("a1", HOURS);
    scene.breakglass("r1", "limit", "a1", "a2 a3 a4").settle();
    assertThat(scene.carriers("r1")).containsExactly("a1");
  }

  @Test
  void aFreezeIsNamedBeforeBusyNodes() {
    rollOut("a1 a2", "a3 a4");
    scene
        .busy("a2", HOURS)
        .freeze(new Freeze(Optional.of("sale"), Optional.of(scene.now().plus(HOURS)), Instant.MIN));
    assertThat(scene.reason("r1")).startsWith("Frozen");
  }
}
