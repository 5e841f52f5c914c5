package io.skerry.policy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.fixture.RandomFleet;
import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random resources, rollouts and carried sets: every edition must be what compiling its resources
/// from scratch gives, however it was reached and whenever it was asked for.
class EditionsSimulation {

  private static final int STEPS = 40;

  static List<Long> seeds() {
    return Randomness.seeds(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyEditionIsWhatCompilingItFromScratchGives(long seed) {
    Random random = new Random(seed);
    RandomFleet fleet = new RandomFleet(random);
    ResourceSet declared = ResourceSet.EMPTY;
    Map<ResourceName, Rollout> rollouts = new TreeMap<>();
    Editions editions = Editions.EMPTY;
    for (int step = 0; step < STEPS; step++) {
      RandomFleet.Step next = fleet.next(declared);
      List<Change> changes = changes(declared, next, editions.rollouts());
      declared = next.after();
      mutate(rollouts, changes, step, random);
      editions = editions.update(declared, Rollouts.of(rollouts.values()), next.changed());
      for (int i = random.nextInt(4); i > 0; i--) {
        assertRight(editions, declared, carried(rollouts, random));
      }
    }
    assertRight(editions, declared, Set.of());
    assertThat(editions.size()).isLessThan(50);
  }

  private static void assertRight(
      Editions editions, ResourceSet declared, Set<ResourceName> carries) {
    Rollouts rollouts = editions.rollouts();
    Map<ResourceId, Resource> expected = new HashMap<>();
    Set<ResourceId> ids = new HashSet<>(rollouts.resources());
    Arrays.stream(Kind.values()).flatMap(declared::ofKind).map(Resource::id).forEach(ids::add);
    ids.forEach(
        id -> rollouts.version(id, declared, carries).ifPresent(found -> expected.put(id, found)));
    Compilation scratch = Compilation.of(ResourceSet.of(expected.values()));
    assertThat(editions.edition(carries).desired()).isEqualTo(scratch.desired());
    assertThat(editions.edition(carries).faults()).isEqualTo(scratch.faults());
    assertThat(editions.edition(rollouts.normalised(carries)).desired())
        .isEqualTo(scratch.desired());
    assertThat(Compilation.of(editions.resources(carries)).desired()).isEqualTo(scratch.desired());
  }

  private static List<Change> changes(
      ResourceSet before, RandomFleet.Step step, Rollouts rollouts) {
    return step.changed().stream()
        .filter(id -> id.kind().isRolledOut())
        .sorted()
        .map(id -> new Change(id, rollouts.version(id, before, Set.of()), step.after().find(id)))
        .toList();
  }

  private static void mutate(
      Map<ResourceName, Rollout> rollouts, List<Change> changes, int step, Random random) {
    if (!changes.isEmpty() && random.nextInt(3) > 0) {
      Rollout created =
          Sample.rollout("r%03d".formatted(step), Phase.PENDING, changes.toArray(new Change[0]));
      rollouts.put(created.metadata().name(), created);
    }
    List<Rollout> all = new ArrayList<>(rollouts.values());
    for (int i = random.nextInt(3); i > 0 && !all.isEmpty(); i--) {
      Rollout changed = changed(Randomness.pick(random, all), random);
      rollouts.put(changed.metadata().name(), changed);
    }
  }

  private static Rollout changed(Rollout rollout, Random random) {
    return random.nextInt(6) == 0 && rollout.spec().orders().size() < 3
        ? Sample.ordered(rollout, Randomness.pick(random, List.of(Verb.values())))
        : Sample.handled(
            rollout.withStatus(
                new Rollout.Status(
                    Randomness.pick(random, List.of(Phase.values())),
                    "",
                    Sample.NOW,
                    0,
                    Optional.empty(),
                    List.of())));
  }

  private static Set<ResourceName> carried(Map<ResourceName, Rollout> rollouts, Random random) {
    Set<ResourceName> carried = new HashSet<>();
    List<ResourceName> names = new ArrayList<>(rollouts.keySet());
    for (int i = random.nextInt(4); i > 0 && !names.isEmpty(); i--) {
      carried.add(
          Randomness.pick(random, names.subList(Math.max(0, names.size() - 6), names.size())));
    }
    return carried;
  }
}
