package io.skerry.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.RandomFleet;
import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random changes on a small fleet: every path to the same resources must lead to the same bytes.
class CompilationSimulation {

  private static final int STEPS = 40;

  static List<Long> seeds() {
    return Randomness.seeds(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void updatingStepByStepIsCompilingFromScratch(long seed) {
    RandomFleet fleet = new RandomFleet(new Random(seed));
    ResourceSet resources = ResourceSet.EMPTY;
    Compilation compilation = Compilation.EMPTY;
    for (int step = 0; step < STEPS; step++) {
      RandomFleet.Step next = fleet.next(resources);
      resources = next.after();
      compilation = compilation.update(resources, next.changed());
      assertSame(compilation, Compilation.of(resources));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void batchingChangesMakesNoDifference(long seed) {
    Random random = new Random(seed);
    RandomFleet fleet = new RandomFleet(random);
    ResourceSet resources = ResourceSet.EMPTY;
    Compilation compilation = Compilation.EMPTY;
    for (int batch = 0; batch < STEPS / 4; batch++) {
      Set<ResourceId> changed = new HashSet<>();
      for (int step = random.nextInt(8); step >= 0; step--) {
        RandomFleet.Step next = fleet.next(resources);
        resources = next.after();
        changed.addAll(next.changed());
      }
      compilation = compilation.update(resources, changed);
    }
    assertSame(compilation, Compilation.of(resources));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfTheResourcesMakesNoDifference(long seed) {
    Random random = new Random(seed);
    RandomFleet fleet = new RandomFleet(random);
    ResourceSet resources = ResourceSet.EMPTY;
    for (int step = 0; step < STEPS; step++) {
      resources = fleet.next(resources).after();
    }
    Compilation expected = Compilation.of(resources);
    List<Resource> all =
        new ArrayList<>(Arrays.stream(Kind.values()).flatMap(resources::ofKind).toList());
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(all, random);
      assertSame(Compilation.of(ResourceSet.of(all)), expected);
    }
  }

  private static void assertSame(Compilation actual, Compilation expected) {
    assertThat(actual.desired()).isEqualTo(expected.desired());
    assertThat(actual.warnings()).isEqualTo(expected.warnings());
    assertThat(actual.faults()).isEqualTo(expected.faults());
    for (CompiledSnapshot snapshot : actual.distinctSnapshots()) {
      assertThat(snapshot.manifest()).isEqualTo(Codecs.SNAPSHOT.encode(snapshot.snapshot()));
      assertThat(snapshot.manifest().digest()).isEqualTo(snapshot.digest());
      assertThat(snapshot.blobs()).hasSize((int) blobs(snapshot));
      snapshot.blobs().forEach((digest, blob) -> assertThat(blob.digest()).isEqualTo(digest));
    }
  }

  private static long blobs(CompiledSnapshot snapshot) {
    return snapshot.snapshot().entries().stream().map(entry -> entry.blob()).distinct().count();
  }
}
