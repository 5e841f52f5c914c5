package io.skerry.policy.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.eval.Observation;
import io.skerry.policy.evict.Substitutes;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever the fleet, an eviction gives one place to one other node, and its end gives it back.
class EvictedPlacementSimulation {

  private static final ResourceId ASR =
      new ResourceId(Kind.SERVICE, TenantName.DEFAULT, new ResourceName("asr"));

  /// @param set what is declared
  /// @param evicted nodes
  private record View(ResourceSet set, Set<ResourceName> evicted) implements ResourceView {
    @Override
    public Optional<Resource> find(ResourceId id) {
      return set.find(id);
    }

    @Override
    public Stream<Resource> ofKind(Kind kind) {
      return set.ofKind(kind);
    }

    @Override
    public Observation observed(ResourceName node) {
      return new Observation(Optional.empty(), Optional.empty(), evicted.contains(node));
    }
  }

  @Test
  void anEvictionMovesOnePlaceToOneOtherNodeAndBack() {
    for (long seed : Randomness.seeds(150)) {
      Random random = new Random(seed);
      int nodes = 2 + random.nextInt(40);
      int max = 1 + random.nextInt(nodes - 1);
      ResourceSet fleet = fleet(random, nodes, max);
      Set<ResourceName> before = placed(fleet, Set.of());
      ResourceName gone = Randomness.pick(random, List.copyOf(before));

      Set<ResourceName> without = placed(fleet, Set.of(gone));

      assertThat(without).as("seed %d", seed).hasSize(max).doesNotContain(gone);
      Set<ResourceName> came = new TreeSet<>(without);
      came.removeAll(before);
      assertThat(came).as("seed %d", seed).hasSize(1);
      assertThat(placed(fleet, Set.of())).as("seed %d", seed).isEqualTo(before);
      assertThat(substitutes(fleet, Set.of()).of(gone)).as("seed %d", seed).containsExactly(ASR);
    }
  }

  @Test
  void whereNobodyIsLeftNobodyCanBeReplaced() {
    for (long seed : Randomness.seeds(50)) {
      Random random = new Random(seed);
      int nodes = 1 + random.nextInt(10);
      ResourceSet fleet = fleet(random, nodes, nodes + random.nextInt(3));

      assertThat(placed(fleet, Set.of())).as("seed %d", seed).hasSize(nodes);
      assertThat(substitutes(fleet, Set.of()).of(new ResourceName("n0")))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void aSilentNodeIsNobodysSubstitute() {
    ResourceSet fleet = fleet(new Random(7), 3, 2);
    Set<ResourceName> placed = placed(fleet, Set.of());

    assertThat(
            Substitutes.of(new View(fleet, Set.of()), placed::contains)
                .of(placed.iterator().next()))
        .isEmpty();
  }

  private static Substitutes substitutes(ResourceSet fleet, Set<ResourceName> evicted) {
    return Substitutes.of(new View(fleet, evicted), _ -> true);
  }

  private static Set<ResourceName> placed(ResourceSet fleet, Set<ResourceName> evicted) {
    View view = new View(fleet, evicted);
    Service service = view.service(ASR.tenant(), ASR.name()).orElseThrow();
    return ServicePlacement.nodes(service, view).stream()
        .map(it -> it.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ResourceSet fleet(Random random, int nodes, int max) {
    List<Resource> all =
        new ArrayList<>(
            List.of(
                Fleets.cell("c0", Cloud.AWS, "r0"),
                Fleets.cell("c1", Cloud.AWS, "r1"),
                Fleets.cell("c2", Cloud.GCP, "r2")));
    for (int i = 0; i < nodes; i++) {
      all.add(Fleets.node("n" + i, "c" + random.nextInt(3), Map.of()));
    }
    all.add(
        Fleets.one(
            """
            apiVersion: skerry/v1
            kind: Service
            metadata: {name: asr}
            spec:
              placement: {spread: [cloud, region], max: %d}
              versions: {v1: {upstreams: ["http://10.0.0.5:9000"]}}
            """
                .formatted(max)));
    return ResourceSet.of(all);
  }
}
