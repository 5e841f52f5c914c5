package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.check.Edit;
import io.skerry.policy.fixture.RandomFleet;
import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random edits and random ends of rollouts: what is written together with a change must move no
/// node by itself, and must lead to what was declared.
class RolloutDraftSimulation {

  private static final int STEPS = 60;
  private static final RolloutDraft.Origin ORIGIN =
      new RolloutDraft.Origin("ada", Optional.empty(), Sample.NOW);

  static List<Long> seeds() {
    return Randomness.seeds(30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void acceptingAChangeMovesNoNode(long seed) {
    Random random = new Random(seed);
    World world = new World(random);
    for (int step = 0; step < STEPS; step++) {
      ResourceSet before = world.declared;
      Rollouts rollouts = world.rollouts;
      world.edit();
      for (int i = 0; i < 5; i++) {
        Set<ResourceName> carries = carried(rollouts, random);
        for (ResourceId id : world.known) {
          assertThat(world.rollouts.version(id, world.declared, carries))
              .as("%s of a node that carries %s", id, carries)
              .isEqualTo(rollouts.version(id, before, carries));
        }
      }
      world.end(List.of(Phase.values()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneRolloutAtMostIsActiveForAResourceAndSuccessLeadsToWhatIsDeclared(long seed) {
    World world = new World(new Random(seed));
    for (int step = 0; step < STEPS; step++) {
      world.edit();
      List<ResourceId> moving =
          world.rollouts.active().stream()
              .flatMap(it -> it.spec().changes().stream().map(Change::resource))
              .toList();
      assertThat(moving).doesNotHaveDuplicates();
      world.end(List.of(Phase.PROGRESSING, Phase.HELD, Phase.SUCCEEDED));
    }
    world.rollouts.active().forEach(it -> world.set(it, Phase.SUCCEEDED));
    for (ResourceId id : world.known) {
      assertThat(world.rollouts.version(id, world.declared, Set.of()))
          .as("%s", id)
          .isEqualTo(world.declared.find(id));
    }
  }

  private static Set<ResourceName> carried(Rollouts rollouts, Random random) {
    Set<ResourceName> carried = new HashSet<>();
    rollouts.all().stream()
        .filter(_ -> random.nextInt(3) == 0)
        .forEach(it -> carried.add(it.metadata().name()));
    return carried;
  }

  /// What is declared, and what moves.
  private static final class World {
    private final Random random;
    private final RandomFleet fleet;
    private final Set<ResourceId> known = new HashSet<>();
    private ResourceSet declared = ResourceSet.EMPTY;
    private Rollouts rollouts = Rollouts.EMPTY;

    private World(Random random) {
      this.random = random;
      this.fleet = new RandomFleet(random);
    }

    private void edit() {
      RandomFleet.Step next = fleet.next(declared);
      List<Edit> edits =
          next.changed().stream()
              .filter(id -> id.kind().isRolledOut())
              .sorted()
              .map(id -> edit(id, next.after().find(id)))
              .toList();
      edits.forEach(edit -> known.add(edit.id()));
      RolloutDraft draft =
          RolloutDraft.of(
              declared,
              edits,
              rollouts,
              ORIGIN,
              () -> new ResourceName("r%03d".formatted(random.nextInt(1000))));
      declared = next.after();
      rollouts =
          rollouts.with(
              Stream.concat(draft.created().stream(), draft.superseded().stream()).toList());
    }

    private static Edit edit(ResourceId id, Optional<Resource> after) {
      return after.<Edit>map(Edit.Put::new).orElseGet(() -> new Edit.Delete(id));
    }

    private void end(List<Phase> phases) {
      List<Rollout> active = new ArrayList<>(rollouts.active());
      if (!active.isEmpty()) {
        set(Randomness.pick(random, active), Randomness.pick(random, phases));
      }
    }

    private void set(Rollout rollout, Phase phase) {
      Status status = new Status(phase, "", Sample.NOW, 0, Optional.empty(), List.of());
      rollouts = rollouts.with(List.of(rollout.withStatus(status)));
    }
  }
}
