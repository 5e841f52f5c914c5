package io.skerry.bench.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A server process that is measured: it and its workers.
final class Contestant implements AutoCloseable {

  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final double MILLIS_PER_TICK = 10;

  private static final String LIBRARIES = environment("SKERRY_PROXY_LIBS", "");

  private final String name;
  private final int port;
  private final Process process;

  private Contestant(String name, int port, Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  /// nginx with these settings, which lie in a folder of their own.
  static Contestant nginx(String name, Path settings, int port)
      throws IOException, InterruptedException {
    Path home = settings.toAbsolutePath().getParent();
    return start(
        name,
        port,
        List.of(
            environment("SKERRY_NGINX", "nginx"),
            "-p",
            String.valueOf(home),
            "-c",
            settings.toString()),
        LIBRARIES,
        settings.resolveSibling("."));
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /// Starts it and waits until its port is open.
  ///
  /// @param libraries where it finds those that the system lacks; may be empty
  static Contestant start(
      String name, int port, List<String> command, String libraries, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    if (!libraries.isEmpty()) {
      builder.environment().put("LD_LIBRARY_PATH", libraries);
    }
    Contestant started = new Contestant(name, port, builder.start());
    // For a benchmark that is interrupted.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(started.process::destroy));
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!started.listens()) {
      if (System.nanoTime() > deadline || !started.process.isAlive()) {
        started.close();
        throw new IllegalStateException(
            name + " does not listen; see " + folder.resolve(name + ".log"));
      }
      Thread.sleep(20);
    }
    return started;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  String url() {
    return address() + "/";
  }

  /// The same without a path.
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /// Processor time so far, of all its processes.
  double cpuMillis() throws IOException {
    double ticks = 0;
    for (ProcessHandle handle :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      ticks += Double.parseDouble(fields.get(11)) + Double.parseDouble(fields.get(12));
    }
    return ticks * MILLIS_PER_TICK;
  }

  /// Resident memory, of all its processes.
  double residentMegabytes() throws IOException {
    double kilobytes = 0;
    for (ProcessHandle handle :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      for (String line : Files.readAllLines(Path.of("/proc/" + handle.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes += Double.parseDouble(line.replaceAll("[^0-9]", ""));
        }
      }
    }
    return kilobytes / 1024;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
