package io.skerry.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skerry.cli.local.Ports;
import io.skerry.it.canary.Checkout;
import io.skerry.it.cluster.EtcdProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The script that users start with.
final class LauncherIT {

  private final Path state = Path.of("target", "sites", "launcher").toAbsolutePath();
  private final Ports ports = Ports.free();

  private record Ended(int code, String output) {}

  /// What this build made is fresh: the script must not build again in the middle of a build.
  @BeforeEach
  void markAsBuilt() throws IOException {
    Files.createDirectories(state.resolve("cache"));
    for (String target : List.of("stack", "cli")) {
      Files.writeString(state.resolve("cache/built-" + target), "");
    }
  }

  @AfterEach
  void down() throws Exception {
    skerry("down");
  }

  @Test
  void upStatusAndDownLeaveNothing() throws Exception {
    Ended up = skerry("up", "--detach", "--fresh", "--nodes", "3");
    assertThat(up.code()).as(up.output()).isZero();
    assertThat(up.output()).contains("3 of 3 nodes ready").doesNotContain("building");
    List<ProcessHandle> processes = processes();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(6).allMatch(ProcessHandle::isAlive);

    Ended status = skerry("status");
    assertThat(status.code()).as(status.output()).isZero();
    assertThat(status.output()).contains("3 of 3 nodes ready", "etcd", "postgres", "agent-iad-1");
    Ended second = skerry("up", "--detach");
    assertThat(second.code()).isZero();
    assertThat(second.output()).contains("already running");

    Ended down = skerry("down");

    assertThat(down.code()).as(down.output()).isZero();
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(skerry("status").code()).isEqualTo(1);
  }

  @Test
  void nothingIsLeftAfterDownWhenTheLauncherWasKilledAndTheStateSurvives() throws Exception {
    Ended up = skerry("up", "--detach", "--fresh", "--nodes", "1");
    assertThat(up.code()).as(up.output()).isZero();
    List<ProcessHandle> processes = processes();
    ProcessHandle supervisor = ProcessHandle.of(description().path("pid").asLong()).orElseThrow();

    assertThat(supervisor.destroyForcibly()).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> !supervisor.isAlive());
    Ended down = skerry("down");

    assertThat(down.code()).as(down.output()).isZero();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    Ended again = skerry("up", "--detach");
    assertThat(again.code()).as(again.output()).isZero();
    assertThat(again.output()).contains("1 of 1 nodes ready").doesNotContain("documents applied");
  }

  private JsonNode description() throws IOException {
    return new JsonMapper().readTree(Files.readString(state.resolve("run/stack.json")));
  }

  private List<ProcessHandle> processes() throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (JsonNode part : description().path("parts")) {
      processes.add(ProcessHandle.of(part.path("pid").asLong()).orElseThrow());
    }
    processes.add(ProcessHandle.of(description().path("pid").asLong()).orElseThrow());
    return processes;
  }

  private Ended skerry(String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(state, "output", ".txt");
    List<String> command = new ArrayList<>(List.of("bash", script()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS))
          .as("skerry %s ends: %s", Arrays.toString(arguments), output)
          .isTrue();
      return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String script() {
    return Checkout.root().resolve("skerry").toString();
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        "SKERRY_STATE", state.toString(),
        "SKERRY_ETCD", EtcdProgram.find().toString(),
        "SKERRY_REST_PORT", String.valueOf(ports.rest()),
        "SKERRY_ETCD_PORT", String.valueOf(ports.etcdClient()),
        "SKERRY_ETCD_PEER_PORT", String.valueOf(ports.etcdPeer()),
        "SKERRY_POSTGRES_PORT", String.valueOf(ports.postgres()),
        "SKERRY_AGENT_PORT", "0",
        "XDG_CONFIG_HOME", state.toString());
  }
}
