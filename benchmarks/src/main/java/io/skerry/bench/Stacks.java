package io.skerry.bench;

import io.skerry.cli.local.LocalStack;
import io.skerry.cli.local.Ports;
import io.skerry.cli.local.Programs;
import io.skerry.cli.local.StackConfig;
import io.skerry.cli.local.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Real stacks for benchmarks, each in a folder of its own under the project's state folder, so
/// that it is measured on the disk that a real one uses.
public final class Stacks {

  private static final Duration GRACE = Duration.ofSeconds(5);

  private Stacks() {}

  /// A new empty folder.
  public static Path folder(String purpose) throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(state().resolve("bench")), purpose + "-");
  }

  /// etcd, PostgreSQL and a control plane, without agents, on free ports. The control plane's JVM
  /// is the one for servers, not the small one of `./skerry up`.
  public static LocalStack bare(Path folder) throws Exception {
    return bare(folder, Map.of());
  }

  /// The same with settings of the control plane.
  public static LocalStack bare(Path folder, Map<String, String> settings) throws Exception {
    return start(
        folder,
        new StackConfig.Fleet.None(),
        new StackConfig.Settings("", settings, StackConfig.Size.SERVER));
  }

  /// The same with one agent, in the first example cell.
  public static LocalStack withOneNode(Path folder) throws Exception {
    return start(folder, new StackConfig.Fleet.Count(1), StackConfig.Settings.DEFAULT);
  }

  /// The project's folder.
  public static Path home() {
    return Path.of(environment("SKERRY_HOME"));
  }

  /// The etcd program.
  public static String etcd() {
    return environment("SKERRY_ETCD");
  }

  /// The archive of the agent, as `./skerry package` makes it.
  public static Path agentPackage() {
    return Path.of(environment("SKERRY_AGENT_PACKAGE"));
  }

  private static LocalStack start(
      Path folder, StackConfig.Fleet fleet, StackConfig.Settings settings) throws Exception {
    Path home = home();
    StackConfig config =
        new StackConfig(
            new StackLayout(folder),
            Ports.free(),
            Programs.built(home, Path.of(etcd())),
            home.resolve("examples"),
            fleet,
            StackConfig.Supervision.NONE,
            settings);
    LocalStack stack = LocalStack.start(config, _ -> {});
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(stack)));
    return stack;
  }

  /// What a benchmark that is interrupted leaves behind.
  private static void end(LocalStack stack) {
    stack.parts().reversed().forEach(part -> part.stop(GRACE));
  }

  private static Path state() {
    return Path.of(environment("SKERRY_STATE"));
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: start benchmarks with ./skerry bench");
    }
    return value;
  }
}
