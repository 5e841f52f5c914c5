package io.skerry.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.skerry.cli.local.StackConfig.Fleet;
import io.skerry.cli.local.StackConfig.Settings;
import io.skerry.cli.local.StackConfig.Supervision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes: etcd and PostgreSQL as they are, control plane and agents as stubs.
@Timeout(120)
final class LocalStackTest {
  private static final Settings NO_DATABASE =
      new Settings("postgresql://nobody@127.0.0.1:1/none", Map.of());

  private final List<String> said = new CopyOnWriteArrayList<>();

  @TempDir private Path folder = Path.of("");

  private StackConfig config(Fleet fleet, Supervision supervision, Settings settings)
      throws IOException {
    Files.createDirectories(folder.resolve("examples"));
    Files.writeString(
        folder.resolve("examples/all.yaml"),
        """
        kind: Cell
        metadata: {name: east}
        ---
        kind: Node
        metadata: {name: iad-1}
        spec: {cell: east}
        """);
    return new StackConfig(
        new StackLayout(folder.resolve("state")),
        Ports.free(),
        StubPrograms.in(folder),
        folder.resolve("examples"),
        fleet,
        supervision,
        settings);
  }

  private static List<ProcessHandle> processes(LocalStack stack) {
    return stack.parts().stream().flatMap(part -> part.process().stream()).toList();
  }

  @Test
  void everythingStartsAndNothingIsLeftAfterTheEnd() throws Exception {
    List<ProcessHandle> processes;
    try (LocalStack stack =
        LocalStack.start(
            config(new Fleet.Count(2), Supervision.NONE, Settings.DEFAULT), said::add)) {
      processes = processes(stack);
      assertThat(stack.parts())
          .extracting(Part::name)
          .containsExactly("etcd", "postgres", "control-plane", "agent-iad-1", "agent-iad-2");
      assertThat(processes).hasSize(5).allMatch(ProcessHandle::isAlive);
      assertThat(stack.part("agent-iad-2").orElseThrow().address())
          .matches("http://127.0.0.1:[1-9]\\d*");
    }

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(said)
        .anyMatch(line -> line.contains("0 of 2 nodes ready; rollout progressing"))
        .anyMatch(line -> line.contains("2 of 2 nodes ready"));
  }

  @Test
  void aPartThatDiesIsStartedAgain() throws Exception {
    try (LocalStack stack =
        LocalStack.start(config(new Fleet.Count(1), Supervision.RESTART, NO_DATABASE), said::add)) {
      Part agent = stack.part("agent-iad-1").orElseThrow();
      long before = agent.process().orElseThrow().pid();

      agent.process().orElseThrow().destroyForcibly();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> agent.process().map(now -> now.pid() != before).orElse(false));
      await().atMost(Duration.ofSeconds(30)).until(() -> said.contains("agent-iad-1 serves again"));
      assertThat(stack.restartsOf(agent)).isEqualTo(1);
    }
  }

  @Test
  void whatAKilledSupervisorLeftIsEnded() throws Exception {
    StackConfig config = config(new Fleet.Count(1), Supervision.NONE, NO_DATABASE);
    try (LocalStack stack = LocalStack.start(config, said::add)) {
      List<ProcessHandle> processes = processes(stack);

      List<String> ended = new Leftovers(config.layout()).clean();

      assertThat(ended).containsExactlyInAnyOrder("etcd", "control-plane", "agent-iad-1");
      assertThat(processes).hasSize(3).noneMatch(ProcessHandle::isAlive);
      assertThat(new Leftovers(config.layout()).clean()).isEmpty();
    }
  }

  @Test
  void aStepThatFailsIsNamedWithTheEndOfItsLogAndEverythingStops() throws Exception {
    StackConfig config = config(new Fleet.Count(1), Supervision.NONE, NO_DATABASE);
    Files.writeString(
        folder.resolve("examples/all.yaml"),
        "kind: Node\nmetadata: {name: broken-1}\nspec: {cell: east}\n");

    assertThatThrownBy(() -> LocalStack.start(config, said::add))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            failed ->
                assertThat(String.join("\n", failed.report()))
                    .contains("failed: agent-broken-1: it ended before it served")
                    .contains(config.layout().log("agent-broken-1").toString())
                    .contains("this agent is broken"));
    assertThat(new Leftovers(config.layout()).clean()).isEmpty();
  }
}
