package io.skerry.policy.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvenSpreadTest {

  private static final List<Cell> CELLS =
      List.of(
          Fleets.cell("aws-1", Cloud.AWS, "us-east-1"),
          Fleets.cell("aws-2", Cloud.AWS, "us-east-1"),
          Fleets.cell("aws-3", Cloud.AWS, "eu-west-1"),
          Fleets.cell("azure-1", Cloud.AZURE, "westeurope"),
          Fleets.cell("gcp-1", Cloud.GCP, "asia-east1"));

  @Test
  void placesAreSharedEvenlyAmongCloudsThenRegions() {
    ResourceSet fleet = fleet(30, new Random(1));
    Map<Object, Long> perCloud = counts(select(fleet, 9, Domain.CLOUD, Domain.REGION), fleet, true);
    assertThat(perCloud.values()).containsExactlyInAnyOrder(3L, 3L, 3L);
    Map<Object, Long> perRegion =
        counts(select(fleet, 9, Domain.CLOUD, Domain.REGION), fleet, false);
    assertThat(perRegion).hasSize(4);
    assertThat(perRegion.get("us-east-1")).isBetween(1L, 2L);
  }

  @Test
  void aSmallGroupLeavesItsPlacesToTheOthers() {
    ResourceSet fleet =
        ResourceSet.of(CELLS)
            .with(Fleets.node("only", "gcp-1", Map.of()))
            .with(Fleets.node("a", "aws-1", Map.of()))
            .with(Fleets.node("b", "aws-1", Map.of()))
            .with(Fleets.node("c", "aws-1", Map.of()))
            .with(Fleets.node("d", "aws-1", Map.of()));
    assertThat(select(fleet, 4, Domain.CLOUD)).hasSize(4).contains(new ResourceName("only"));
  }

  @Test
  void everyNodeIsSelectedWhenTheBoundIsNotReached() {
    ResourceSet fleet = fleet(7, new Random(2));
    assertThat(select(fleet, 7, Domain.CLOUD)).hasSize(7);
    assertThat(select(fleet, 8, Domain.CLOUD)).hasSize(7);
  }

  @Test
  void theOrderInWhichNodesAreDeclaredDoesNotMatter() {
    for (long seed : Randomness.seeds(20)) {
      Random random = new Random(seed);
      List<Resource> resources = new ArrayList<>(CELLS);
      resources.addAll(nodes(40, random));
      Set<ResourceName> expected = select(ResourceSet.of(resources), 11, Domain.REGION);
      Collections.shuffle(resources, random);
      assertThat(select(ResourceSet.of(resources), 11, Domain.REGION))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void oneNodeComingOrGoingMovesAtMostOneOther() {
    for (long seed : Randomness.seeds(200)) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(60);
      int bound = 1 + random.nextInt(size);
      Domain[] spread = spread(random);
      ResourceSet before = fleet(size, random);
      Set<ResourceName> selectedBefore = select(before, bound, spread);
      boolean comes = random.nextBoolean();
      String name = comes ? "newcomer" : "n" + random.nextInt(size);
      ResourceSet after =
          comes
              ? before.with(Fleets.node(name, cellOf(random), Map.of()))
              : before.without(ResourceId.cluster(Kind.NODE, new ResourceName(name)));
      Set<ResourceName> selectedAfter = select(after, bound, spread);
      assertThat(minus(selectedAfter, selectedBefore)).as("seed %d", seed).hasSizeLessThan(2);
      assertThat(minus(selectedBefore, selectedAfter)).as("seed %d", seed).hasSizeLessThan(2);
      assertThat(selectedAfter)
          .as("seed %d", seed)
          .hasSize((int) Math.min(bound, after.nodes().count()));
    }
  }

  @Test
  void differentResourcesPreferDifferentNodes() {
    ResourceSet fleet = fleet(100, new Random(3));
    NodeTable nodes = NodeTable.of(fleet);
    Set<Object> selections =
        java.util.stream.IntStream.range(0, 10)
            .mapToObj(i -> selector("policy-" + i, 3, Domain.CLOUD).select(nodes))
            .collect(Collectors.toSet());
    assertThat(selections).hasSize(10);
  }

  private static Set<ResourceName> select(ResourceSet fleet, int max, Domain... spread) {
    NodeTable nodes = NodeTable.of(fleet);
    return selector("asr", max, spread).select(nodes).stream()
        .mapToObj(slot -> nodes.at(slot).orElseThrow().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Selector selector(String name, int max, Domain... spread) {
    Placement placement =
        new Placement(
            Set.of(), Set.of(), Set.of(), Optional.empty(), List.of(spread), 0, Optional.of(max));
    return new Selector(
        new ResourceId(Kind.SERVICE, TenantName.DEFAULT, new ResourceName(name)),
        placement,
        Optional.empty());
  }

  private static Map<Object, Long> counts(
      Set<ResourceName> names, ResourceSet fleet, boolean byCloud) {
    return names.stream()
        .map(name -> fleet.cell(fleet.node(name).orElseThrow().spec().cell()).orElseThrow().spec())
        .collect(
            Collectors.groupingBy(
                spec -> byCloud ? spec.cloud() : spec.region().value(), Collectors.counting()));
  }

  private static Domain[] spread(Random random) {
    List<Domain> all = new ArrayList<>(List.of(Domain.values()));
    Collections.shuffle(all, random);
    return all.subList(0, random.nextInt(4)).toArray(Domain[]::new);
  }

  private static ResourceSet fleet(int size, Random random) {
    List<Resource> resources = new ArrayList<>(CELLS);
    resources.addAll(nodes(size, random));
    return ResourceSet.of(resources);
  }

  private static List<Node> nodes(int size, Random random) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String cell = i < CELLS.size() ? CELLS.get(i).metadata().name().value() : cellOf(random);
      nodes.add(Fleets.node("n" + i, cell, Map.of()));
    }
    return nodes;
  }

  private static String cellOf(Random random) {
    return Randomness.pick(random, CELLS).metadata().name().value();
  }

  private static Set<ResourceName> minus(Set<ResourceName> left, Set<ResourceName> right) {
    Set<ResourceName> rest = new TreeSet<>(left);
    rest.removeAll(right);
    return rest;
  }
}
