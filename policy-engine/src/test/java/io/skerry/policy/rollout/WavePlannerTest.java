package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.added;
import static io.skerry.policy.rollout.Sample.name;
import static io.skerry.policy.rollout.Sample.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.Observation;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.strategy.BuiltInStrategies;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Metadata;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Domains;
import io.skerry.schema.model.RolloutStrategy.Size;
import io.skerry.schema.model.RolloutStrategy.Wave;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WavePlannerTest {

  private static final List<Change> CHANGES = List.of(added(policy("p", 1)));

  private final Map<ResourceName, NodeView> fleet = new HashMap<>();

  @Test
  void builtInStandardReachesTheFleetInGrowingWaves() {
    nodes(10_000, "1.0");
    WavePlan plan = plan(BuiltInStrategies.find(name("standard")).orElseThrow());
    assertThat(plan.waves())
        .extracting(it -> it.name().value(), it -> it.nodes().size())
        .containsExactly(
            tuple("canary", 1), tuple("early", 499), tuple("quarter", 2000), tuple("rest", 7500));
    assertThat(plan.waves().stream().flatMap(it -> it.nodes().stream()))
        .doesNotHaveDuplicates()
        .hasSize(10_000);
  }

  @Test
  void everyWaveHoldsItsShareOfEachCell() {
    nodes(1000, "1.0");
    WavePlan plan =
        plan(strategy(Domain.CELL, percent("a", 10), percent("b", 40), percent("c", 100)));
    for (WavePlan.Wave wave : plan.waves()) {
      Map<String, Long> byCell =
          wave.nodes().stream()
              .collect(Collectors.groupingBy(it -> cell(it), Collectors.counting()));
      assertThat(byCell.values())
          .hasSize(4)
          .allMatch(it -> Math.abs(it - wave.nodes().size() / 4.0) <= 1);
    }
  }

  @Test
  void theOrderOfTheInputMakesNoDifference() {
    nodes(500, "1.0");
    RolloutStrategy.Spec strategy = strategy(Domain.CELL, count("a", 7), percent("b", 100));
    List<ResourceName> shuffled = new ArrayList<>(fleet.keySet());
    Collections.shuffle(shuffled, new Random(1));
    assertThat(WavePlanner.plan(CHANGES, strategy, shuffled, this::place))
        .isEqualTo(plan(strategy));
  }

  @Test
  void thePlanIsKnownBeforeTheChangeIsAccepted() {
    nodes(500, "1.0");
    RolloutStrategy.Spec strategy = strategy(Domain.CELL, count("a", 7), percent("b", 100));
    Policy declared = policy("p", 1);
    Policy accepted =
        new Policy(
            declared
                .metadata()
                .withLifecycle(new Metadata.Lifecycle("uid-9", 9, Sample.NOW, Sample.NOW)),
            declared.spec());
    assertThat(WavePlanner.plan(List.of(added(accepted)), strategy, fleet.keySet(), this::place))
        .isEqualTo(plan(strategy));
  }

  @Test
  void anotherChangeBeginsElsewhere() {
    nodes(500, "1.0");
    RolloutStrategy.Spec strategy = strategy(Domain.CELL, count("a", 7), percent("b", 100));
    WavePlan other =
        WavePlanner.plan(List.of(added(policy("p", 2))), strategy, fleet.keySet(), this::place);
    assertThat(other.digest()).isNotEqualTo(plan(strategy).digest());
    assertThat(other.waves().getFirst().nodes())
        .isNotEqualTo(plan(strategy).waves().getFirst().nodes());
  }

  @Test
  void theFirstWaveHasEveryAgentVersionWhenItIsLargeEnough() {
    nodes(300, "1.0");
    node("rare-1", "c0", "0.9");
    node("rare-2", "c1", "2.0");
    RolloutStrategy.Spec strategy = strategy(Domain.CELL, count("a", 3), percent("b", 100));
    assertThat(plan(strategy).waves().getFirst().nodes())
        .extracting(it -> place(it).flatMap(NodeView::agentVersion).orElseThrow())
        .containsExactlyInAnyOrder("0.9", "1.0", "2.0");
  }

  @Test
  void theCanaryRunsTheMostFrequentVersionAndWasHeard() {
    nodes(50, "");
    node("heard", "c0", "1.0");
    assertThat(plan(strategy(Domain.CELL, count("a", 1), percent("b", 100))).waves().getFirst())
        .isEqualTo(new WavePlan.Wave(name("a"), List.of(name("heard"))));
  }

  @Test
  void wavesWithoutNodesAreLeftOutAndTheirApprovalIsNot() {
    nodes(3, "1.0");
    RolloutStrategy.Spec careful = BuiltInStrategies.find(name("careful")).orElseThrow();
    WavePlan plan = plan(careful);
    assertThat(plan.waves())
        .extracting(it -> it.name().value())
        .containsExactly("canary", "half", "rest");
    assertThat(WavePlanner.needsApproval(careful, Optional.empty(), name("canary"))).isFalse();
    assertThat(WavePlanner.needsApproval(careful, Optional.of(name("canary")), name("half")))
        .isTrue();
    assertThat(WavePlanner.needsApproval(careful, Optional.of(name("half")), name("rest")))
        .isFalse();
  }

  @Test
  void anExpressionRestrictsAWaveAndTheLastTakesTheRest() {
    nodes(100, "1.0");
    RolloutStrategy.Spec strategy =
        strategy(
            Domain.CELL,
            new Wave(
                name("a"),
                new Amount.Percent(100),
                Optional.of("cell == 'c2'"),
                false,
                Optional.empty()),
            percent("b", 100));
    WavePlan plan = plan(strategy);
    assertThat(plan.waves().getFirst().nodes()).hasSize(25).allMatch(it -> cell(it).equals("c2"));
    assertThat(plan.waves().getLast().nodes()).hasSize(75);
    assertThat(WavePlanner.faults(strategy)).isEmpty();
  }

  @Test
  void anExpressionThatIsNotUnderstoodIsAFault() {
    nodes(10, "1.0");
    RolloutStrategy.Spec strategy =
        strategy(
            Domain.CELL,
            new Wave(
                name("a"), new Amount.Count(1), Optional.of("moon == 1"), false, Optional.empty()),
            percent("b", 100));
    assertThat(WavePlanner.faults(strategy))
        .singleElement()
        .satisfies(fault -> assertThat(fault.field()).isEqualTo("spec.waves[0].where"));
    assertThat(plan(strategy).waves()).extracting(it -> it.name().value()).containsExactly("b");
  }

  @Test
  void wholeDomainsAreTakenInTheGivenOrder() {
    nodes(100, "1.0");
    RolloutStrategy.Spec strategy =
        ordered(
            List.of("c3", "c1"),
            count("a", 1),
            sized("b", new Domains(1)),
            sized("c", new Domains(2)),
            percent("d", 100));
    assertThat(plan(strategy).waves())
        .extracting(this::cells)
        .startsWith(List.of("c3"), List.of("c3"), List.of("c1"))
        .hasSize(5);
    assertThat(plan(strategy).waves())
        .extracting(it -> it.nodes().size())
        .containsExactly(1, 24, 25, 25, 25);
  }

  @Test
  void aStrategyByDomainTakesWhatIsLeftOneDomainAtATime() {
    nodes(100, "1.0");
    WavePlan plan = plan(strategy(Domain.CELL, sized("a", new Domains(2)), percent("rest", 100)));
    assertThat(plan.waves())
        .extracting(it -> it.name().value())
        .containsExactly("a", "a", "rest", "rest");
    assertThat(plan.waves()).extracting(this::cells).doesNotHaveDuplicates().hasSize(4);
    assertThat(plan.waves()).allSatisfy(wave -> assertThat(cells(wave)).hasSize(1));
  }

  @Test
  void anAmountOfAStrategyByDomainIsTakenFromOneDomainBeforeTheNext() {
    nodes(100, "1.0");
    WavePlan plan =
        plan(
            strategy(
                Domain.CELL, percent("a", 40), sized("b", new Domains(3)), percent("rest", 100)));
    assertThat(plan.waves())
        .extracting(it -> it.nodes().size())
        .containsExactly(25, 15, 10, 25, 25);
    assertThat(cells(plan.waves().get(2))).isEqualTo(cells(plan.waves().get(1)));
  }

  @Test
  void anOrderGivesEachNamedDomainItsTurnAndTheOthersOneTogether() {
    nodes(100, "1.0");
    WavePlan plan = plan(ordered(List.of("c3", "c1"), percent("a", 30), percent("b", 100)));
    assertThat(plan.waves())
        .extracting(this::cells)
        .containsExactly(List.of("c3"), List.of("c1"), List.of("c1"), List.of("c0", "c2"));
  }

  @Test
  void wavesOfDomainsThatAreNodesAreWavesOfNodes() {
    nodes(100, "1.0");
    WavePlan plan = plan(strategy(Domain.NODE, sized("a", new Domains(5)), percent("b", 100)));
    assertThat(plan.waves()).extracting(it -> it.nodes().size()).containsExactly(5, 95);
  }

  @Test
  void whatIsTakenInTurnsIsApprovedOnce() {
    RolloutStrategy.Spec careful = BuiltInStrategies.find(name("careful")).orElseThrow();
    assertThat(WavePlanner.needsApproval(careful, Optional.of(name("pilot")), name("pilot")))
        .isFalse();
  }

  @Test
  void withoutAnOrderABegunDomainIsFinishedFirst() {
    nodes(100, "1.0");
    WavePlan plan =
        plan(strategy(Domain.CELL, count("a", 1), sized("b", new Domains(1)), percent("c", 100)));
    assertThat(cells(plan.waves().get(1))).isEqualTo(cells(plan.waves().get(0)));
    assertThat(plan.waves().get(1).nodes()).hasSize(24);
  }

  @Test
  void thePlanIsKnownByItsMembersInOrder() {
    WavePlan.Wave wave = new WavePlan.Wave(name("a"), List.of(name("n1"), name("n2")));
    WavePlan.Wave reversed = new WavePlan.Wave(name("a"), List.of(name("n2"), name("n1")));
    assertThat(WavePlan.of(List.of(wave)).digest())
        .isEqualTo(Bytes.utf8("[{\"name\":\"a\",\"nodes\":[\"n1\",\"n2\"]}]").digest())
        .isNotEqualTo(WavePlan.of(List.of(reversed)).digest());
  }

  private List<String> cells(WavePlan.Wave wave) {
    return wave.nodes().stream().map(it -> cell(it)).distinct().sorted().toList();
  }

  private void nodes(int count, String version) {
    for (int i = 0; i < count; i++) {
      node("n" + i, "c" + i % 4, version);
    }
  }

  private void node(String name, String cell, String version) {
    fleet.put(
        name(name),
        NodeView.of(
            Fleets.node(name, cell, Map.of()),
            Fleets.cell(cell, cell.equals("c0") ? Cloud.AWS : Cloud.GCP, "r1"),
            new Observation(
                Optional.empty(), Optional.of(version).filter(text -> !text.isEmpty()))));
  }

  private String cell(ResourceName node) {
    return place(node).map(it -> FailureDomains.of(it, Domain.CELL)).orElseThrow();
  }

  private Optional<NodeView> place(ResourceName node) {
    return Optional.ofNullable(fleet.get(node));
  }

  private WavePlan plan(RolloutStrategy.Spec strategy) {
    return WavePlanner.plan(CHANGES, strategy, fleet.keySet(), this::place);
  }

  private static RolloutStrategy.Spec strategy(Domain domain, Wave... waves) {
    return with(domain, List.of(), waves);
  }

  private static RolloutStrategy.Spec ordered(List<String> order, Wave... waves) {
    return with(Domain.CELL, order, waves);
  }

  private static RolloutStrategy.Spec with(Domain domain, List<String> order, Wave... waves) {
    RolloutStrategy.Spec standard =
        BuiltInStrategies.find(BuiltInStrategies.STANDARD).orElseThrow();
    return new RolloutStrategy.Spec(
        domain,
        order,
        List.of(waves),
        standard.bake(),
        standard.deadline(),
        standard.maxUnavailable(),
        standard.gates(),
        standard.onFailure());
  }

  private static Wave count(String name, int nodes) {
    return sized(name, new Amount.Count(nodes));
  }

  private static Wave percent(String name, double percent) {
    return sized(name, new Amount.Percent(percent));
  }

  private static Wave sized(String name, Size size) {
    return new Wave(name(name), size, Optional.empty(), false, Optional.empty());
  }
}
