package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.policy;
import static io.skerry.policy.rollout.Sample.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.check.Edit;
import io.skerry.policy.check.Proposal;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.ShrinkGuard.Shrinkage;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShrinkGuardTest {

  private static final Policy EVERYWHERE = policy("p", 1);

  @Test
  void aSelectorThatLosesItsLastNodeIsFound() {
    assertThat(check(put(policy("p", 1, where("name == 'nowhere'")))))
        .containsExactly(
            new Shrinkage(EVERYWHERE.id(), "would be on none of the 30 nodes that have it"));
  }

  @Test
  void deletingIsEmptying() {
    assertThat(check(new Edit.Delete(EVERYWHERE.id())))
        .containsExactly(
            new Shrinkage(EVERYWHERE.id(), "would be on none of the 30 nodes that have it"));
  }

  @Test
  void moreThanATenthIsFoundAndATenthIsNot() {
    assertThat(check(put(policy("p", 1, where("name > 'n03'")))))
        .containsExactly(
            new Shrinkage(EVERYWHERE.id(), "would leave 4 of the 30 nodes that have it"));
    assertThat(check(put(policy("p", 1, where("name > 'n02'"))))).isEmpty();
  }

  @Test
  void oneNodeOfFewIsNotMuch() {
    Policy two = policy("q", 1, where("name < 'n02'"));
    Policy one = policy("q", 1, where("name < 'n01'"));
    assertThat(check(List.of(two), put(one))).isEmpty();
  }

  @Test
  void growingAndAddingAreNeverFound() {
    assertThat(check(put(policy("q", 1)), put(policy("p", 2)))).isEmpty();
  }

  @Test
  void relabellingNodesCanShrinkWhatSelectsThem() {
    Policy byLabel = policy("q", 1, where("labels.tier == 'gpu'"));
    assertThat(
            check(
                List.of(byLabel),
                put(Fleets.node("n00", "c", Map.of())),
                put(Fleets.node("n01", "c", Map.of()))))
        .contains(new Shrinkage(byLabel.id(), "would leave 2 of the 10 nodes that have it"));
  }

  @Test
  void nodesThatAreTakenOutDoNotCount() {
    assertThat(
            check(
                new Edit.Delete(Fleets.node("n00", "c", Map.of()).id()),
                new Edit.Delete(Fleets.node("n01", "c", Map.of()).id()),
                new Edit.Delete(Fleets.node("n02", "c", Map.of()).id()),
                new Edit.Delete(Fleets.node("n03", "c", Map.of()).id())))
        .isEmpty();
  }

  @Test
  void manySmallLossesOfTheSameNodesAreFound() {
    List<Resource> many = new ArrayList<>();
    List<Edit> edits = new ArrayList<>();
    for (int i = 10; i < 13; i++) {
      many.add(policy("q" + i, 1));
      edits.add(put(policy("q" + i, 1, where("name != 'n05'"))));
    }
    assertThat(check(many, edits.toArray(new Edit[0])))
        .containsExactly(
            new Shrinkage(many.getFirst().id(), "n05 would lose 3 of 4 entries of its snapshot"));
  }

  @Test
  void onlyWhatCanTakeAwayIsWorthCompiling() {
    ResourceSet before = fleet().with(EVERYWHERE);
    assertThat(concerns(before, List.of(put(policy("p", 2)), put(policy("q", 1))))).isFalse();
    assertThat(concerns(before, List.of(new Edit.Delete(EVERYWHERE.id())))).isTrue();
    assertThat(concerns(before, List.of(put(policy("p", 1, where("weight > 1")))))).isTrue();
    assertThat(
            concerns(
                before,
                List.of(
                    put(Fleets.node("new", "c", Map.of())),
                    put(Fleets.node("n20", "c", Map.of("tier", "cpu"))))))
        .isFalse();
    assertThat(concerns(before, List.of(put(Fleets.node("n00", "c", Map.of()))))).isTrue();
  }

  @Test
  void whatNodesWereLeftWithCountsAsHad() {
    ResourceSet declared = fleet().with(EVERYWHERE);
    Rollouts aborted = Rollouts.of(List.of(ended(Phase.ABORTED)));
    Edit delete = new Edit.Delete(EVERYWHERE.id());
    Editions before = Editions.of(declared, aborted);
    RolloutDraft draft =
        RolloutDraft.of(
            declared,
            List.of(delete),
            aborted,
            new RolloutDraft.Origin("ana", Optional.empty(), Instant.EPOCH),
            () -> new ResourceName("r2"));
    Editions after =
        before.update(
            new Proposal(declared, List.of(delete)),
            aborted.with(draft.created()),
            Set.of(EVERYWHERE.id()));
    Map<ResourceName, Set<ResourceName>> carries = new HashMap<>();
    before.nodeNames().forEach(node -> carries.put(node, Set.of(new ResourceName("r1"))));
    carries.remove(new ResourceName("n00"));
    assertThat(
            ShrinkGuard.check(
                Reach.of(before, after, carries, Set.of(new ResourceName("r2"))), List.of(delete)))
        .contains(new Shrinkage(EVERYWHERE.id(), "would be on none of the 29 nodes that have it"));
  }

  @Test
  void whatNodesHaveIsAskedForAndNotOnlyWhatIsDeclared() {
    Policy narrow = policy("p", 2, where("name == 'n00'"));
    ResourceSet declared = fleet().with(narrow);
    Rollouts aborted = Rollouts.of(List.of(ended(Phase.ABORTED)));
    Edit edit = put(policy("p", 3, where("name == 'n00'")));
    assertThat(ShrinkGuard.concerns(declared, Rollouts.EMPTY, List.of(edit))).isFalse();
    assertThat(ShrinkGuard.concerns(declared, aborted, List.of(edit))).isTrue();
    assertThat(
            ShrinkGuard.concerns(fleet().with(EVERYWHERE), aborted, List.of(put(policy("p", 2)))))
        .isFalse();
  }

  private static Rollout ended(Phase phase) {
    Rollout accepted = Accepted.rollout("r1", Strategies.standard(), "p", Set.of(), Instant.EPOCH);
    Rollout.Spec spec = accepted.spec();
    return new Rollout(
            accepted.metadata(),
            new Rollout.Spec(
                List.of(
                    new Rollout.Change(EVERYWHERE.id(), Optional.empty(), Optional.of(EVERYWHERE))),
                spec.strategyName(),
                spec.strategy(),
                spec.author(),
                spec.expectedPlan(),
                spec.supersedes(),
                spec.orders()),
            accepted.status())
        .withStatus(Statuses.in(accepted.status(), phase, "", Instant.EPOCH));
  }

  private static boolean concerns(ResourceSet before, List<Edit> edits) {
    return ShrinkGuard.concerns(before, Rollouts.EMPTY, edits);
  }

  private static List<Shrinkage> check(Edit... edits) {
    return check(List.of(), edits);
  }

  private static List<Shrinkage> check(List<? extends Resource> more, Edit... edits) {
    ResourceSet resources = fleet().with(EVERYWHERE);
    for (Resource resource : more) {
      resources = resources.with(resource);
    }
    Compilation before = Compilation.of(resources);
    Compilation after =
        before.update(
            new Proposal(resources, List.of(edits)),
            Arrays.stream(edits).map(Edit::id).collect(Collectors.toSet()));
    return ShrinkGuard.check(Reach.of(before, after), List.of(edits));
  }

  private static Edit put(Resource resource) {
    return new Edit.Put(resource);
  }

  private static ResourceSet fleet() {
    ResourceSet fleet = ResourceSet.EMPTY.with(Fleets.cell("c", Cloud.AWS, "r"));
    for (int i = 0; i < 30; i++) {
      fleet =
          fleet.with(
              Fleets.node("n%02d".formatted(i), "c", Map.of("tier", i < 10 ? "gpu" : "cpu")));
    }
    return fleet;
  }
}
