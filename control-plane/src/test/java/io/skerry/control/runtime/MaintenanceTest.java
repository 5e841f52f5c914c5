package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.policy;
import static io.skerry.control.fleet.Declarations.withStrategy;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.RolloutSamples;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.FreezeWindow.When.Recurring;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nodes with windows, and nodes that say not now, under the leader as it runs.
class MaintenanceTest {

  private static final ResourceName WINDOWED = name("n1");
  private static final ResourceName OTHER = name("n2");

  private final PlacementScene scene = new PlacementScene();

  /// It is noon; the window opens at 13:30 for an hour.
  @BeforeEach
  void declare() throws InterruptedException {
    scene.declare(
        RolloutSamples.atOnce("quick"),
        cell("c1", "r1"),
        windowed(),
        Declarations.node(OTHER.value(), "c1"));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void aChangeReachesANodeInItsWindow() throws InterruptedException {
    long generation = scene.ref(WINDOWED).generation();

    scene.declare(withStrategy(policy("p", 1, "a"), "quick"));
    assertThat(scene.ref(OTHER).generation()).isGreaterThan(1);
    assertThat(scene.ref(WINDOWED).generation()).isEqualTo(generation);

    scene.pass(Duration.ofMinutes(89));
    assertThat(scene.ref(WINDOWED).generation()).isEqualTo(generation);
    scene.pass(Duration.ofMinutes(1));

    assertThat(scene.ref(WINDOWED).generation()).isEqualTo(generation + 1);
    assertThat(rollout().status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void aNodeThatSaysNotNowIsLeftAloneUntilThen() throws InterruptedException {
    NodeStatus said = scene.status(OTHER);
    scene.say(
        new NodeStatus(
            said.node(),
            said.replica(),
            said.bootId(),
            said.agentVersion(),
            said.applied(),
            said.rejected(),
            said.link(),
            said.healthScore(),
            said.reachability(),
            said.conditions(),
            said.changedAt(),
            Optional.of(
                new Deferral(
                    scene.now(), scene.now().plus(Duration.ofMinutes(10)), "a transmission")),
            said.findings()));
    long generation = scene.ref(OTHER).generation();

    scene.declare(withStrategy(policy("p", 1, "a"), "quick"));
    assertThat(scene.ref(OTHER).generation()).isEqualTo(generation);
    assertThat(rollout().status().reason())
        .startsWith("Wave all waits for nodes that are not to be changed now: 2 nodes (n1, n2)");

    scene.pass(Duration.ofMinutes(10));
    assertThat(scene.ref(OTHER).generation()).isEqualTo(generation + 1);
  }

  private Rollout rollout() {
    return scene.image().rollouts().map(Versioned::value).findFirst().orElseThrow();
  }

  private static Node windowed() {
    Node node = Declarations.node(WINDOWED.value(), "c1");
    Node.Spec spec = node.spec();
    return new Node(
        node.metadata(),
        new Node.Spec(
            spec.cell(),
            spec.zone(),
            spec.location(),
            spec.city(),
            spec.mode(),
            spec.weight(),
            spec.capacity(),
            new Node.Upkeep(
                List.of(new Recurring("30 13 * * *", ZoneOffset.UTC, Duration.ofHours(1))),
                List.of())));
  }
}
