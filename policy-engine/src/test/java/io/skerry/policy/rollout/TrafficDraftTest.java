package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.check.Edit;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which changes move requests in steps, and what nodes get at each.
class TrafficDraftTest {

  private static final Resource CELL =
      Fleets.one(
          "{apiVersion: skerry/v1, kind: Cell, metadata: {name: c}, spec: {cloud: aws, region:"
              + " r}}");
  private static final Resource NODE = Fleets.node("n1", "c", java.util.Map.of());
  private static final String OLD = "v1: {upstreams: ['http://10.0.0.1']}";
  private static final String NEW = "v2: {upstreams: ['http://10.0.0.2']}";

  private static Resource service(String strategy, String... versions) {
    return Fleets.one(
        """
        {apiVersion: skerry/v1, kind: Service, metadata: {name: asr},
         spec: {versions: {%s}, strategy: %s}}
        """
            .formatted(String.join(", ", versions), strategy));
  }

  private static Resource split(String strategy, String weights) {
    return Fleets.one(
        """
        {apiVersion: skerry/v1, kind: TrafficSplit, metadata: {name: asr},
         spec: {service: asr, weights: {%s}, strategy: %s}}
        """
            .formatted(weights, strategy));
  }

  private static Rollout draft(List<Resource> before, Resource... edits) {
    List<Resource> declared = new ArrayList<>(before);
    declared.add(CELL);
    declared.add(NODE);
    return RolloutDraft.of(
            ResourceSet.of(declared),
            java.util.Arrays.stream(edits).<Edit>map(Edit.Put::new).toList(),
            Rollouts.EMPTY,
            new RolloutDraft.Origin("ada", Optional.empty(), Sample.NOW),
            () -> name("01"))
        .created()
        .getFirst();
  }

  private static List<Double> percents(Rollout rollout) {
    TrafficSteps steps = TrafficSteps.of(rollout);
    List<Double> percents = new ArrayList<>();
    for (int step = 0; step < steps.count(); step++) {
      percents.add(steps.percent(step));
    }
    return percents;
  }

  /// The service and the split that a node has which carries a step.
  private static String compiled(List<Resource> before, Rollout rollout, int step) {
    List<Resource> declared = new ArrayList<>(before);
    declared.add(CELL);
    declared.add(NODE);
    Set<ResourceName> carries = new HashSet<>(TrafficSteps.of(rollout).marks(step));
    carries.add(rollout.metadata().name());
    Editions editions = Editions.of(ResourceSet.of(declared), Rollouts.of(List.of(rollout)));
    assertThat(editions.normalised(carries)).isEqualTo(carries);
    return String.join(
        " ",
        editions.snapshotOf(name("n1"), carries).orElseThrow().blobs().values().stream()
            .map(blob -> blob.asText().replaceAll("\"", ""))
            .sorted()
            .toList());
  }

  @Test
  void aNewVersionTakesTheStepsOfTheStrategyThroughASplitThatExistsOnlyMeanwhile() {
    List<Resource> before = List.of(service("careful", OLD));
    Rollout rollout = draft(before, service("careful", NEW));
    assertThat(percents(rollout)).containsExactly(5.0, 25.0, 50.0, 100.0);
    assertThat(rollout.spec().changes())
        .extracting(change -> change.resource().toString(), Change::to)
        .hasSize(2);
    assertThat(compiled(before, rollout, 0))
        .contains("weights:{v1:95,v2:5}", "v1:{upstreams:[http://10.0.0.1]}", "http://10.0.0.2");
    assertThat(compiled(before, rollout, 2)).contains("weights:{v1:50,v2:50}");
    assertThat(compiled(before, rollout, 3))
        .doesNotContain("weights", "http://10.0.0.1")
        .contains("http://10.0.0.2");
  }

  @Test
  void anotherDefaultVersionTakesTheStepsToo() {
    List<Resource> before = List.of(service("standard", OLD, NEW));
    Service next = (Service) before.getFirst();
    Resource moved =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: Service, metadata: {name: asr},
             spec: {versions: {%s, %s}, defaultVersion: v2, strategy: standard}}
            """
                .formatted(OLD, NEW));
    Rollout rollout = draft(List.of(next), moved);
    assertThat(compiled(before, rollout, 0)).contains("weights:{v1:95,v2:5}");
  }

  @Test
  void aDeclaredSplitKeepsItsRulesWhileItsWeightsMove() {
    Resource asr = service("standard", OLD, NEW);
    List<Resource> before = List.of(asr, split("standard", "v1: 100, v2: 0"));
    Rollout rollout = draft(before, split("standard", "v1: 50, v2: 50"));
    assertThat(percents(rollout)).containsExactly(5.0, 100.0);
    assertThat(rollout.spec().changes()).hasSize(1);
    assertThat(compiled(before, rollout, 0)).contains("weights:{v1:95,v2:5}");
    assertThat(compiled(before, rollout, 1)).contains("weights:{v1:50,v2:50}");
  }

  @Test
  void stepsAtWhichNothingMovesAreLeftOut() {
    Resource asr = service("standard", OLD, NEW);
    assertThat(
            percents(
                draft(
                    List.of(asr, split("careful", "v1: 90, v2: 10")),
                    split("careful", "v1: 0, v2: 100"))))
        .containsExactly(25.0, 50.0, 100.0);
    assertThat(
            draft(
                    List.of(asr, split("standard", "v1: 95, v2: 5")),
                    split("standard", "v1: 0, v2: 100"))
                .spec()
                .shifts())
        .isEmpty();
    assertThat(
            draft(List.of(asr, split("careful", "v1: 100")), split("careful", "v1: 96, v2: 4"))
                .spec()
                .shifts())
        .isEmpty();
  }

  @Test
  void aServiceAndItsSplitMoveTogether() {
    List<Resource> before = List.of(service("standard", OLD), split("standard", "v1: 1"));
    Rollout rollout =
        draft(before, service("standard", OLD, NEW), split("standard", "v1: 50, v2: 50"));
    assertThat(rollout.spec().shifts()).hasSize(1);
    assertThat(compiled(before, rollout, 0)).contains("weights:{v1:95,v2:5}");
  }

  @Test
  void nothingIsSteppedWhereNobodyKnowsWhereRequestsGoOrTheStrategyHasNoSteps() {
    assertThat(
            draft(List.of(service("standard", OLD)), service("standard", OLD, NEW)).spec().shifts())
        .isEmpty();
    assertThat(draft(List.of(service("fast", OLD)), service("fast", NEW)).spec().shifts())
        .isEmpty();
    assertThat(draft(List.of(), service("standard", OLD)).spec().shifts()).isEmpty();
    Service mended = (Service) service("standard", "v1: {upstreams: ['http://10.0.0.9']}");
    assertThat(draft(List.of(service("standard", OLD)), mended).spec().shifts()).isEmpty();
  }

  @Test
  void takingOverABegunShiftStartsFromWhatWasProven() {
    List<Resource> before = List.of(service("standard", OLD, NEW), split("standard", "v1: 100"));
    Rollout first = draft(before, split("standard", "v1: 50, v2: 50"));
    List<Resource> declared = new ArrayList<>(before.subList(0, 1));
    declared.add(split("standard", "v1: 50, v2: 50"));
    RolloutDraft second =
        RolloutDraft.of(
            ResourceSet.of(declared),
            List.of(new Edit.Put(split("standard", "v2: 100"))),
            Rollouts.of(List.of(first)),
            new RolloutDraft.Origin("ada", Optional.empty(), Sample.NOW),
            () -> name("02"));
    assertThat(second.superseded()).hasSize(1);
    assertThat(second.created().getFirst().spec().shifts().getFirst().from())
        .isEqualTo(((TrafficSplit) before.getLast()).spec().weights());
  }
}
