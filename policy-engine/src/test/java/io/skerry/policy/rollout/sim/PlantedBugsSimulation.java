package io.skerry.policy.rollout.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.rollout.sim.Simulation.Mode;
import io.skerry.policy.rollout.sim.Simulation.Result;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The simulation is only worth as much as what it would find.
class PlantedBugsSimulation {

  private static final int MOST_SEEDS = 10;

  /// Whether nothing is wrong with a seed without bugs: most bugs are found by the same few.
  private static final Map<Long, Boolean> CLEAN = new ConcurrentHashMap<>();

  @ParameterizedTest
  @EnumSource(value = Bug.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyPlantedBugIsFound(Bug bug) {
    assertThat(find(bug)).as(bug.description()).isPresent();
  }

  /// The first run that finds a bug, and nothing without it.
  static Optional<Result> find(Bug bug) {
    return LongStream.rangeClosed(1, MOST_SEEDS)
        .mapToObj(seed -> Simulation.run(seed, Mode.SAFETY, bug))
        .filter(result -> result.violation().isPresent())
        .filter(PlantedBugsSimulation::isOfTheBug)
        .findFirst();
  }

  private static boolean isOfTheBug(Result result) {
    return CLEAN.computeIfAbsent(
        result.seed(), seed -> Simulation.run(seed, Mode.SAFETY, Bug.NONE).violation().isEmpty());
  }
}
