package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.RolloutSamples;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TenantName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From a node's silence to a place that another node takes, and back.
class EvictionTest {

  private static final int NODES = 12;
  private static final Duration LITTLE = Duration.ofSeconds(40);

  private final PlacementScene scene = new PlacementScene();

  @BeforeEach
  void declare() throws InterruptedException {
    List<Resource> all = new ArrayList<>(List.of(RolloutSamples.atOnce("quick"), cell("c1", "r1")));
    for (int i = 0; i < NODES; i++) {
      all.add(Declarations.node("n%02d".formatted(i), "c1"));
    }
    scene.declare(all.toArray(Resource[]::new));
    scene.declare(service(3));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void anotherNodeTakesThePlaceOfASilentOneWhichKeepsWhatItHas() throws InterruptedException {
    Set<ResourceName> before = scene.hosts("asr");
    ResourceName gone = before.iterator().next();
    long generation = scene.ref(gone).generation();

    scene.silence(gone).pass(PlacementScene.GRACE.minusSeconds(1));
    assertThat(scene.hosts("asr")).isEqualTo(before);
    scene.pass(Duration.ofSeconds(1));

    Eviction eviction = scene.status(gone).findings().eviction().orElseThrow();
    assertThat(eviction.reason()).contains("grace time of 5m", "default/asr");
    assertThat(scene.hosts("asr")).hasSize(4).containsAll(before);
    assertThat(scene.ref(gone).generation()).isEqualTo(generation);
    assertThat(scene.audited("eviction")).isEqualTo(1);
  }

  @Test
  void aNodeThatComesBackHasItsPlaceAgainAndIsNotMoved() throws InterruptedException {
    Set<ResourceName> before = scene.hosts("asr");
    ResourceName gone = before.iterator().next();
    long generation = scene.ref(gone).generation();
    scene.silence(gone).pass(PlacementScene.GRACE);

    scene.hear(gone);

    assertThat(scene.status(gone).findings().eviction()).isEmpty();
    assertThat(scene.hosts("asr")).isEqualTo(before);
    assertThat(scene.ref(gone).generation()).isEqualTo(generation);
  }

  @Test
  void aSilentCellEvictsNobody() throws InterruptedException {
    Set<ResourceName> before = scene.hosts("asr");

    scene.silence(before.toArray(ResourceName[]::new)).pass(PlacementScene.GRACE).pass(LITTLE);

    assertThat(scene.hosts("asr")).isEqualTo(before);
    assertThat(scene.audited("eviction")).isZero();
  }

  @Test
  void aNodeWithoutAPlaceIsNotEvicted() throws InterruptedException {
    Set<ResourceName> others = new TreeSet<>();
    scene.image().nodes().forEach(node -> others.add(node.metadata().name()));
    others.removeAll(scene.hosts("asr"));

    scene.silence(others.iterator().next()).pass(PlacementScene.GRACE).pass(LITTLE);

    assertThat(scene.audited("eviction")).isZero();
  }

  @Test
  void anAutonomousNodeKeepsItsPlace() throws InterruptedException {
    Set<ResourceName> before = scene.hosts("asr");
    ResourceName gone = before.iterator().next();
    scene.declare(autonomous(gone));

    scene.silence(gone).pass(PlacementScene.GRACE.multipliedBy(100));

    assertThat(scene.hosts("asr")).isEqualTo(before);
  }

  private static Node autonomous(ResourceName name) {
    Node node = Declarations.node(name.value(), "c1");
    Node.Spec spec = node.spec();
    return new Node(
        node.metadata(),
        new Node.Spec(
            spec.cell(),
            spec.zone(),
            spec.location(),
            spec.city(),
            Node.Mode.AUTONOMOUS,
            spec.weight(),
            spec.capacity()));
  }

  private static Service service(int max) {
    return new Service(
        Declarations.metadata("asr", TenantName.DEFAULT, 1),
        new Service.Spec(
            new Placement(
                Set.of(), Set.of(), Set.of(), Optional.empty(), List.of(), 1, Optional.of(max)),
            Map.of(
                name("v1"),
                new Service.Version.Upstreams(List.of(URI.create("http://10.0.0.5:9000")))),
            Delivery.DEFAULT,
            Optional.of(name("quick"))));
  }
}
