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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Starts the agent of the archive that `./skerry package` makes, by its start script and on its
/// own Java, with a persisted snapshot of 200 KB and no network, again and again. Times it from
/// `exec` until the first 200 on `/healthz`, in turn with a JVM of the JDK that does nothing else.
/// Then connects one and reads its memory after 30 s of idling.
public final class StartBench {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NODE = "iad-1";
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path folder;
  private final Path program;

  private StartBench(Path folder, Path program) {
    this.folder = folder;
    this.program = program;
  }

  /// @param runs counted starts of each
  public static void run(int runs) throws Exception {
    Path folder = Stacks.folder("start");
    StartBench bench = new StartBench(folder, unpacked(Stacks.agentPackage(), folder));
    bench.train();
    SampleSnapshot.of(SampleSnapshot.ENTRIES_OF_200_KB, 1)
        .persist(bench.persisted(), new ResourceName(NODE));
    try (LocalStack stack = Stacks.withOneNode(folder)) {
      stack.part("agent-" + NODE).orElseThrow().stop(PATIENCE);
      System.out.printf(
          "%n%-42s %9s %7s %7s %14s%n",
          "resident after 30 s of idling", "kB", "MiB", "MB", "kB of files");
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
      double bare = untilServing(bare(port), port, "HTTP/1.1 200");
      int next = Ports.unused();
      double agent =
          untilServing(
              agent(persisted(), next, "http://127.0.0.1:1", List.of()), next, "X-skerry-snapshot");
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
        "agent as packaged, 200 KB, no network", median(agents), p95(agents));
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
      Map<String, Long> status = kilobytes(process);
      long resident = status.getOrDefault("VmRSS", 0L);
      System.out.printf(
          "%-42s %9d %7.1f %7.1f %14d%n",
          "agent as packaged, " + what,
          resident,
          resident / 1024.0,
          resident * 1024 / 1e6,
          status.getOrDefault("RssFile", 0L));
    } finally {
      end(process);
    }
  }

  /// What the kernel says of a process: its figures in kB, of 1,024 bytes each.
  private static Map<String, Long> kilobytes(Process process) throws IOException {
    Map<String, Long> figures = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.endsWith(" kB")) {
        int colon = line.indexOf(':');
        figures.put(
            line.substring(0, colon),
            Long.valueOf(line.substring(colon + 1, line.length() - 2).strip()));
      }
    }
    return figures;
  }

  private static Path unpacked(Path archive, Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("agent"));
    Process tar =
        new ProcessBuilder(
                "tar", "-xzf", archive.toString(), "-C", home.toString(), "--strip-components=1")
            .inheritIO()
            .start();
    if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
      throw new IllegalStateException(archive + " cannot be unpacked");
    }
    return home.resolve("bin/skerry-agent");
  }

  private void train() throws Exception {
    if (!launch(List.of(program.toString(), "--record-cache")).waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the training run did not end");
    }
    try (Stream<Path> caches = Files.list(folder.resolve("agent/cache"))) {
      if (caches.findAny().isEmpty()) {
        throw new IllegalStateException("the training run left no cache");
      }
    }
  }

  private Path persisted() {
    return folder.resolve("persisted");
  }

  private List<String> agent(Path data, int port, String server, List<String> flags) {
    List<String> command = new ArrayList<>(List.of(program.toString(), "--node", NODE));
    command.addAll(List.of("--data-dir", data.toString()));
    command.addAll(flags);
    command.addAll(List.of("--control-plane", server, "--listen", "127.0.0.1:" + port));
    return command;
  }

  private static List<String> bare(int port) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-cp",
            Stacks.home().resolve("benchmarks/target/skerry-benchmarks.jar").toString(),
            BareServer.class.getName(),
            String.valueOf(port)));
    return command;
  }

  private Process launch(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("SKERRY_"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("start.log").toFile()));
    return builder.start();
  }

  /// @param wanted in the head of the answer
  private double untilServing(List<String> command, int port, String wanted) throws Exception {
    long start = System.nanoTime();
    Process process = launch(command);
    try {
      String head = awaitServing(port);
      double taken = (System.nanoTime() - start) / 1e6;
      if (!head.contains(wanted)) {
        throw new IllegalStateException("the answer lacks " + wanted + ":\n" + head);
      }
      return taken;
    } finally {
      end(process);
    }
  }

  private static String awaitServing(int port) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String answer = answer(port);
      if (answer.startsWith("HTTP/1.1 200")) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nothing serves on port " + port);
      }
      Thread.sleep(2);
    }
  }

  /// The answer with its head; empty while nobody listens.
  private static String answer(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException notYet) {
      return "";
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
