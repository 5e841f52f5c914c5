package io.skerry.policy.rollout.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.skerry.policy.rollout.sim.Simulation.Mode;
import io.skerry.policy.rollout.sim.Simulation.Result;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A fixed list of seeds. Many more run with `./skerry bench simulate SEEDS`.
class RolloutSimulation {

  static LongStream safetySeeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 5), LongStream.of(9, 36, 42));
  }

  static LongStream livenessSeeds() {
    return LongStream.rangeClosed(1001, 1004);
  }

  @ParameterizedTest
  @MethodSource("safetySeeds")
  void whateverGoesWrongNothingForbiddenHappens(long seed) {
    assertHolds(Simulation.run(seed, Mode.SAFETY, Bug.NONE));
  }

  @ParameterizedTest
  @MethodSource("livenessSeeds")
  void onceNothingGoesWrongEverythingComesToRest(long seed) {
    assertHolds(Simulation.run(seed, Mode.LIVENESS, Bug.NONE));
  }

  @Test
  void aSeedRepeatsToTheEvent() {
    Result once = Simulation.run(7, Mode.SAFETY, Bug.NONE);
    Result again = Simulation.run(7, Mode.SAFETY, Bug.NONE);
    assertThat(again.events()).isEqualTo(once.events());
    assertThat(again.past()).isEqualTo(once.past());
    assertThat(again.checks()).isEqualTo(once.checks());
  }

  /// Repeats the seed that a failure named.
  @Test
  void again() {
    String seed = System.getProperty("skerry.simulation.seed", "");
    assumeThat(seed).as("a seed to repeat").isNotEmpty();
    String mode = System.getProperty("skerry.simulation.mode", "safety").toUpperCase(Locale.ROOT);
    assertHolds(Simulation.run(Long.parseLong(seed), Mode.valueOf(mode), Bug.NONE));
  }

  private static void assertHolds(Result result) {
    assertThat(result.violation()).as(() -> Repro.story(result)).isEmpty();
    assertThat(result.checks()).containsKeys("C1", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C11");
  }
}
