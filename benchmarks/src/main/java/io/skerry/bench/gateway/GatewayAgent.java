package io.skerry.bench.gateway;

import io.skerry.bench.Stacks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How an agent with a busy gateway is started: as start scripts do, with `gateway.jvmopts` and a
/// start-up cache.
///
/// @param folder for the cache and logs
record GatewayAgent(Path folder) {

  private static final int TRAINING_SECONDS = 60;

  /// Records the start-up cache.
  static GatewayAgent trained(Path folder) throws IOException, InterruptedException {
    List<String> command = java("-XX:AOTCacheOutput=" + folder.resolve("agent.aot"));
    command.add("--train");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("training.log").toFile())
            .start();
    if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the training run did not end");
    }
    return new GatewayAgent(folder);
  }

  /// Starts the node whose folder this is, and waits until its gateway listens. Answers name their
  /// snapshot.
  Contestant start(Path data, int port) throws IOException, InterruptedException {
    List<String> command = java("-XX:AOTCache=" + folder.resolve("agent.aot"));
    command.addAll(List.of("--node", NodeFolder.NODE, "--data-dir", data.toString()));
    command.addAll(List.of("--gateway", "127.0.0.1:" + port));
    command.addAll(List.of("--gateway-snapshot-header", "always"));
    return Contestant.start("skerry", port, command, "", folder);
  }

  private static List<String> java(String flag) {
    Path target = Stacks.home().resolve("edge-agent/target");
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + target.resolve("gateway.jvmopts"),
            flag,
            "-jar",
            target.resolve("skerry-agent.jar").toString()));
  }
}
