package io.skerry.bench.start;

import io.skerry.bench.Stacks;
import io.skerry.bench.reload.SampleSnapshot;
import io.skerry.cli.local.LocalStack;
import io.skerry.cli.local.Ports;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts an agent that has a persisted snapshot of 200 KB and no network, again and again, and
/// times it from `exec` until the first 200 on `/healthz`, in turn with a JVM that does nothing
/// else. Then connects one and reads its memory after 30 s of idling.
public final class StartBench {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NODE = "iad-1";
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final Path home;
  private final Path cache;

  private StartBench(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
    this.cache = folder.resolve("agent.aot");
  }

  /// @param runs counted starts of each
  public static void run(int runs) throws Exception {
    Path folder = Stacks.folder("start");
    StartBench bench = new StartBench(folder, Stacks.home());
    bench.train();
    SampleSnapshot.of(SampleSnapshot.ENTRIES_OF_200_KB, 1)
        .persist(bench.persisted(), new ResourceName(NODE));
    try (LocalStack stack = Stacks.withOneNode(folder)) {
      stack.part("agent-" + NODE).orElseThrow().stop(PATIENCE);
      bench.memory("connected", stack.config().rest(), List.of());
      bench.memory(
          "connected, with gateway", stack.config().rest(), List.of("--gateway", "127.0.0.1:0"));
    }
    bench.times(runs);
  }

  private void times(int runs) throws Exception {
    List<Double> agents = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    for (int run = -1; run < runs; run++) {
      int port = Ports.unused();
      double bare = untilServing(bare(port), port);
      int next = Ports.unused();
      double agent = untilServing(agent(persisted(), next, "http://127.0.0.1:1", List.of()), next);
      if (run >= 0) {
        floor.add(bare);
        agents.add(agent);
      }
    }
    floor.sort(Double::compare);
    agents.sort(Double::compare);
    System.out.printf("%n%-42s %10s %10s%n", "exec until the first 200, ms", "median", "p95");
    System.out.printf(
        "%-42s %10.0f %10.0f%n", "bare JVM with an HTTP server", median(floor), p95(floor));
    System.out.printf(
        "%-42s %10.0f %10.0f%n",
        "agent, persisted 200 KB, no network", median(agents), p95(agents));
    System.out.printf("%-42s %10.2f%n", "ratio", median(agents) / median(floor));
  }

  private void memory(String what, String server, List<String> flags) throws Exception {
    int port = Ports.unused();
    Path data = folder.resolve("agents").resolve(NODE);
    Process process = launch(agent(data, port, server, flags));
    try {
      awaitServing(port);
      // The figure asked for is that after half a minute of idling.
      process.waitFor(30, TimeUnit.SECONDS);
      String rss =
          Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS"))
              .findFirst()
              .orElse("VmRSS: unknown");
      System.out.printf("%-42s %s%n", "agent, " + what + ", after 30 s idle", rss);
    } finally {
      end(process);
    }
  }

  private void train() throws Exception {
    List<String> command = java("-XX:AOTCacheOutput=" + cache);
    command.addAll(List.of("-jar", jar().toString(), "--train"));
    if (!launch(command).waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the training run did not end");
    }
  }

  private Path persisted() {
    return folder.resolve("persisted");
  }

  private List<String> agent(Path data, int port, String server, List<String> flags) {
    List<String> command = java("-XX:AOTCache=" + cache);
    command.addAll(List.of("-jar", jar().toString(), "--node", NODE));
    command.addAll(List.of("--data-dir", data.toString()));
    command.addAll(flags);
    command.addAll(List.of("--control-plane", server, "--listen", "127.0.0.1:" + port));
    return command;
  }

  private List<String> bare(int port) {
    List<String> command = new ArrayList<>(List.of(javaBinary()));
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-cp",
            home.resolve("benchmarks/target/skerry-benchmarks.jar").toString(),
            BareServer.class.getName(),
            String.valueOf(port)));
    return command;
  }

  private List<String> java(String flag) {
    return new ArrayList<>(
        List.of(javaBinary(), "@" + home.resolve("edge-agent/target/agent.jvmopts"), flag));
  }

  private Path jar() {
    return home.resolve("edge-agent/target/skerry-agent.jar");
  }

  private static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Process launch(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("start.log").toFile()));
    return builder.start();
  }

  private double untilServing(List<String> command, int port) throws Exception {
    long start = System.nanoTime();
    Process process = launch(command);
    try {
      awaitServing(port);
      return (System.nanoTime() - start) / 1e6;
    } finally {
      end(process);
    }
  }

  private static void awaitServing(int port) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!serves(port)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nothing serves on port " + port);
      }
      Thread.sleep(2);
    }
  }

  private static boolean serves(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes(12);
      return new String(head, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void end(Process process) throws InterruptedException {
    // In order, because an agent that is killed again and again holds its snapshot back.
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a process does not end");
    }
  }

  private static double median(List<Double> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static double p95(List<Double> sorted) {
    return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
  }
}
