package io.skerry.schema.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real etcd member for tests: own data, free ports, its log under `target/etcd-logs`. Ends with
/// the test's JVM at the latest. Not safe for use by several threads.
public final class EtcdProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 20;

  private final Ports ports;
  private final Path data;
  private final List<String> command;
  private Process process;

  /// Where a member listens.
  record Ports(int client, int peer) {

    /// Below those that outgoing connections get: a client that connects again and again to a
    /// member that is down would take such a port itself, and the member could not come back.
    private static final int FIRST = 15_000;

    private static final int COUNT = 5_000;

    private static final AtomicInteger NEXT =
        new AtomicInteger(Long.hashCode(ProcessHandle.current().pid() * 101));

    static Ports free() {
      return new Ports(unused(), unused());
    }

    private static int unused() {
      for (int tries = 0; tries < COUNT; tries++) {
        int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
          return free.getLocalPort();
        } catch (IOException _) {
          // Somebody listens on it.
        }
      }
      throw new IllegalStateException("somebody listens on every port from " + FIRST);
    }

    String clientUrl() {
      return "http://127.0.0.1:" + client;
    }

    String peerUrl() {
      return "http://127.0.0.1:" + peer;
    }

    String name() {
      return "m" + client;
    }
  }

  private EtcdProcess(Ports ports, String cluster) {
    this.ports = ports;
    this.data = temporaryFolder();
    this.command =
        EtcdBinary.find()
            .command(
                List.of(
                    "--name=" + ports.name(),
                    "--data-dir=" + data,
                    "--listen-client-urls=" + ports.clientUrl(),
                    "--advertise-client-urls=" + ports.clientUrl(),
                    "--listen-peer-urls=" + ports.peerUrl(),
                    "--initial-advertise-peer-urls=" + ports.peerUrl(),
                    "--initial-cluster=" + cluster,
                    "--heartbeat-interval=50",
                    "--election-timeout=500"));
    this.process = launch();
  }

  /// Starts a cluster of one, and waits until it is healthy.
  public static EtcdProcess start() {
    return start(3);
  }

  /// Tries again on other ports, because somebody else may take a free port before etcd does.
  private static EtcdProcess start(int tries) {
    Ports ports = Ports.free();
    EtcdProcess started = member(ports, ports.name() + "=" + ports.peerUrl());
    try {
      started.awaitHealthy();
      return started;
    } catch (IllegalStateException e) {
      started.close();
      if (tries <= 1) {
        throw e;
      }
      return start(tries - 1);
    }
  }

  /// Starts a member without waiting for the rest of its cluster.
  static EtcdProcess member(Ports ports, String cluster) {
    return new EtcdProcess(ports, cluster);
  }

  /// The client URL.
  public String endpoint() {
    return ports.clientUrl();
  }

  /// The client port on the loopback interface.
  public int clientPort() {
    return ports.client();
  }

  /// Settings of a store on this member.
  public EtcdConfig config() {
    return EtcdConfig.of(List.of(endpoint()));
  }

  /// Kills it at once, as `kill -9` does.
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /// Starts it again on the same data and ports, and waits until it is healthy.
  public void restart() {
    kill();
    process = launch();
    awaitHealthy();
  }

  /// Stops it from running without closing its connections, as `SIGSTOP` does.
  public void pause() {
    signal("STOP");
  }

  /// Undoes [#pause].
  public void resume() {
    signal("CONT");
  }

  /// Forgets all history before the newest revision.
  public void compact() {
    try (EtcdAdmin admin = new EtcdAdmin(ports.client())) {
      admin.compact();
    }
  }

  /// Waits until it answers that it is healthy, which it is not before there is a leader.
  void awaitHealthy() {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (!isHealthy(http)) {
        if (Instant.now().isAfter(deadline)
            || process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("etcd did not become healthy, see " + log());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while etcd started", e);
    }
  }

  /// What it logs.
  public Path log() {
    return Path.of("target", "etcd-logs", ports.name() + ".log").toAbsolutePath();
  }

  /// Kills it and removes its data.
  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() {
    try {
      Files.createDirectories(log().getParent());
      Process launched =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(launched::destroyForcibly));
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isHealthy(HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint() + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return process.isAlive() && answer.body().contains("\"true\"");
    } catch (IOException e) {
      return false;
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitExit() {
    try {
      if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("etcd does not end: " + process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("skerry-etcd");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
