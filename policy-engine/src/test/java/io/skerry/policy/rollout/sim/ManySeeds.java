package io.skerry.policy.rollout.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.rollout.sim.Simulation.Mode;
import io.skerry.policy.rollout.sim.Simulation.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Not part of the tests: runs as many seeds as asked for, plants every bug, and writes a report to
/// `target/simulation.txt`. `./skerry bench simulate SEEDS` runs it.
class ManySeeds {

  private static final Path REPORT = Path.of("target", "simulation.txt");

  /// What must not only be watched, but come into danger as well.
  private static final List<String> INVARIANTS =
      List.of(
          "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C14", "C15",
          "L1", "L2", "L3");

  /// As long as somebody wants to wait who asks for thousands of seeds.
  @Test
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void report() throws IOException {
    long first = Long.getLong("skerry.simulation.first", 1);
    long seeds = Long.getLong("skerry.simulation.seeds", 100);
    Tally safety = new Tally();
    Tally liveness = new Tally();
    for (long seed = first; seed < first + seeds; seed++) {
      safety.add(Simulation.run(seed, Mode.SAFETY, Bug.NONE));
      if (seed % 2 == 0) {
        liveness.add(Simulation.run(seed, Mode.LIVENESS, Bug.NONE));
      }
    }
    Map<Bug, Optional<Result>> planted = planted();
    long found = planted.values().stream().filter(Optional::isPresent).count();
    Set<String> unmet = new TreeSet<>(INVARIANTS);
    Stream.of(safety, liveness)
        .forEach(
            it ->
                it.met()
                    .forEach((name, times) -> unmet.removeIf(of -> times > 0 && of.equals(name))));
    String text =
        "Safety: %s%nLiveness: %s%nNever in danger: %s%nPlanted bugs: %d of %d found%n%s%n"
            .formatted(
                safety.text(), liveness.text(), unmet, found, planted.size(), table(planted));
    Files.writeString(REPORT, text);
    assertThat(safety.failed()).as(text).isEmpty();
    assertThat(liveness.failed()).as(text).isEmpty();
    assertThat(planted.values()).as(text).allMatch(Optional::isPresent);
    assertThat(unmet).as(text).isEmpty();
  }

  private static Map<Bug, Optional<Result>> planted() {
    Map<Bug, Optional<Result>> results = new EnumMap<>(Bug.class);
    for (Bug bug : Bug.values()) {
      if (bug != Bug.NONE) {
        results.put(bug, PlantedBugsSimulation.find(bug));
      }
    }
    return results;
  }

  private static String table(Map<Bug, Optional<Result>> planted) {
    return planted.entrySet().stream()
        .map(it -> "  %-75s %s".formatted(it.getKey().description(), found(it.getValue())))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String found(Optional<Result> result) {
    return result
        .map(
            it ->
                "found by %s at seed %d after %,d events"
                    .formatted(
                        it.violation().map(Violation::invariant).orElse(""),
                        it.seed(),
                        it.events()))
        .orElse("NOT FOUND");
  }
}
