package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.Observation;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.strategy.BuiltInStrategies;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Wave;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random fleets and strategies: every node is in exactly one wave, every wave reaches as much as
/// it says, and takes of each stratum its share of what is left.
class WavePlannerSimulation {

  private static final List<Change> CHANGES = List.of(Sample.added(Sample.policy("p", 1)));

  static List<Long> seeds() {
    return Randomness.seeds(200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyWaveIsASampleOfWhatIsLeft(long seed) {
    Random random = new Random(seed);
    Map<ResourceName, NodeView> fleet = fleet(random);
    RolloutStrategy.Spec strategy = strategy(random);
    WavePlan plan = plan(fleet, strategy, fleet.keySet());
    assertThat(plan.waves().stream().flatMap(wave -> wave.nodes().stream()).toList())
        .containsExactlyInAnyOrderElementsOf(fleet.keySet());
    Set<ResourceName> left = new HashSet<>(fleet.keySet());
    Map<ResourceName, Wave> declared =
        strategy.waves().stream().collect(Collectors.toMap(Wave::name, it -> it));
    for (WavePlan.Wave wave : plan.waves()) {
      if (left.size() < fleet.size()) {
        assertShared(fleet, left, wave.nodes());
      }
      left.removeAll(wave.nodes());
      assertThat(fleet.size() - left.size())
          .isEqualTo(target(declared.getOrDefault(wave.name(), strategy.waves().getLast()), fleet));
    }
    List<ResourceName> shuffled = new ArrayList<>(fleet.keySet());
    Collections.shuffle(shuffled, random);
    assertThat(plan(fleet, strategy, shuffled)).isEqualTo(plan);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aWaveOfAStrategyByDomainIsInOneDomain(long seed) {
    Random random = new Random(seed);
    Map<ResourceName, NodeView> fleet = fleet(random);
    Domain domain =
        Randomness.pick(random, List.of(Domain.ZONE, Domain.CELL, Domain.REGION, Domain.CLOUD));
    WavePlan plan = plan(fleet, byDomain(random, domain), fleet.keySet());
    assertThat(plan.waves().stream().flatMap(wave -> wave.nodes().stream()).toList())
        .containsExactlyInAnyOrderElementsOf(fleet.keySet());
    assertThat(plan.waves())
        .allSatisfy(
            wave ->
                assertThat(wave.nodes().stream().map(it -> in(domain, fleet, it)).distinct())
                    .hasSize(1));
  }

  private static String in(Domain domain, Map<ResourceName, NodeView> fleet, ResourceName node) {
    return FailureDomains.of(Optional.ofNullable(fleet.get(node)).orElseThrow(), domain);
  }

  private static RolloutStrategy.Spec byDomain(Random random, Domain domain) {
    List<Wave> waves = new ArrayList<>();
    waves.add(wave("some", new Amount.Percent(1 + random.nextInt(60))));
    waves.add(wave("whole", new RolloutStrategy.Domains(1 + random.nextInt(3))));
    waves.add(wave("rest", new Amount.Percent(100)));
    return with(domain, random.nextBoolean() ? List.of("c1", "r1", "gcp") : List.of(), waves);
  }

  private static void assertShared(
      Map<ResourceName, NodeView> fleet, Set<ResourceName> left, List<ResourceName> wave) {
    Map<String, Long> had = strata(fleet, left);
    Map<String, Long> taken = strata(fleet, wave);
    had.forEach(
        (stratum, size) ->
            assertThat((double) taken.getOrDefault(stratum, 0L))
                .as(stratum)
                .isCloseTo((double) size * wave.size() / left.size(), Offset.strictOffset(1.0)));
  }

  private static Map<String, Long> strata(
      Map<ResourceName, NodeView> fleet, Collection<ResourceName> nodes) {
    return nodes.stream()
        .flatMap(it -> Optional.ofNullable(fleet.get(it)).stream())
        .collect(
            Collectors.groupingBy(
                it -> FailureDomains.of(it, Domain.CELL) + it.agentVersion().orElse(""),
                Collectors.counting()));
  }

  private static int target(Wave wave, Map<ResourceName, NodeView> fleet) {
    return switch (wave.size()) {
      case Amount.Count(int nodes) -> Math.min(nodes, fleet.size());
      case Amount.Percent(double percent) -> (int) Math.ceil(fleet.size() * percent / 100);
      case RolloutStrategy.Domains _ -> throw new IllegalStateException("not generated");
    };
  }

  private static WavePlan plan(
      Map<ResourceName, NodeView> fleet,
      RolloutStrategy.Spec strategy,
      Collection<ResourceName> affected) {
    return WavePlanner.plan(
        CHANGES, strategy, affected, name -> Optional.ofNullable(fleet.get(name)));
  }

  private static Map<ResourceName, NodeView> fleet(Random random) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cells.add(
          Fleets.cell(
              "c" + i, Randomness.pick(random, List.of(Cloud.values())), "r" + random.nextInt(2)));
    }
    Map<ResourceName, NodeView> fleet = new HashMap<>();
    for (int i = random.nextInt(400); i >= 0; i--) {
      Cell cell = cells.get(Math.min(random.nextInt(6), random.nextInt(6)));
      fleet.put(
          new ResourceName("n" + i),
          NodeView.of(
              Fleets.node("n" + i, cell.metadata().name().value(), Map.of()),
              cell,
              new Observation(
                  Optional.empty(),
                  Randomness.pick(
                      random,
                      List.of(
                          Optional.of("1.0"),
                          Optional.of("1.0"),
                          Optional.of("1.1"),
                          Optional.empty())))));
    }
    return fleet;
  }

  private static RolloutStrategy.Spec strategy(Random random) {
    List<Wave> waves = new ArrayList<>();
    waves.add(wave("w0", new Amount.Count(1 + random.nextInt(20))));
    double percent = 0;
    for (int i = 1; i < 5; i++) {
      percent += 1 + random.nextInt(20);
      waves.add(wave("w" + i, new Amount.Percent(percent)));
    }
    waves.add(wave("rest", new Amount.Percent(100)));
    return with(Domain.CELL, List.of(), waves);
  }

  private static RolloutStrategy.Spec with(Domain domain, List<String> order, List<Wave> waves) {
    RolloutStrategy.Spec standard =
        BuiltInStrategies.find(BuiltInStrategies.STANDARD).orElseThrow();
    return new RolloutStrategy.Spec(
        domain,
        order,
        waves,
        standard.bake(),
        standard.deadline(),
        standard.maxUnavailable(),
        standard.gates(),
        standard.onFailure());
  }

  private static Wave wave(String name, RolloutStrategy.Size size) {
    return new Wave(new ResourceName(name), size, Optional.empty(), false, Optional.empty());
  }
}
