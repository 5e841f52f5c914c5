package io.skerry.agent;

import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.runtime.TrainingTraffic;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.ContentSource;
import io.skerry.agent.sync.NodeStart;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does once, in a folder that it deletes, what an agent does when it starts: persist and restore a
/// snapshot, answer on the local API, pass a request through the gateway, try to reach a store and
/// a control plane that are not there; then start again on what that start noted, without a
/// gateway. Run under `-XX:AOTCacheOutput=agent.aot` it makes the cache that later starts load
/// their classes from.
final class TrainingMain {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingMain.class);
  private static final ResourceName NODE = new ResourceName("training");
  private static final String LIMITED = NODE.value();
  private static final String FREE = "free";

  /// How many requests the gateway is trained with; only a compiler that keeps what it learns has a
  /// use for them.
  private static final String REQUESTS = "skerry.training.requests";

  private static final Duration LINKING = Duration.ofSeconds(2);

  /// Nobody listens on the discard port of a machine's own address.
  private static final String IDENTITY =
      """
      {"node":"training","credential":"none","keyPrefix":"/skerry/v1/cells/training/",
      "etcdEndpoints":["http://127.0.0.1:9"],"controlPlane":["http://127.0.0.1:9"],"heartbeatSeconds":10}\
      """;

  private static final Bytes POLICY =
      Bytes.utf8(
          "{\"config\":{\"requestsPerSecond\":100},\"generation\":1,\"name\":\"limit\",\"priority\":1,"
              + "\"service\":\"training\",\"type\":\"rateLimit\"}");

  private TrainingMain() {}

  static void run() throws IOException {
    Path folder = Files.createTempDirectory("skerry-training");
    try (TrainingTraffic traffic = TrainingTraffic.open()) {
      prepare(folder, service(LIMITED, traffic.port()), service(FREE, traffic.port()));
      start(folder, traffic);
      startAgain(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      delete(folder);
    }
  }

  private static Bytes service(String name, int port) {
    return Bytes.utf8(
        ("{\"generation\":1,\"name\":\"%s\",\"versions\":{\"v1\":{\"upstreams\":"
                + "[\"http://127.0.0.1:%d\"]}}}")
            .formatted(name, port));
  }

  private static void prepare(Path folder, Bytes limited, Bytes free) {
    Bytes manifest =
        Bytes.utf8(
            ("{\"apiVersion\":\"skerry/v1\",\"entries\":["
                    + "{\"blob\":\"%s\",\"kind\":\"policy\","
                    + "\"name\":\"policy/training/training/limit\",\"size\":%d,\"tenant\":\"default\"},"
                    + "{\"blob\":\"%s\",\"kind\":\"service\",\"name\":\"service/free\","
                    + "\"size\":%d,\"tenant\":\"default\"},"
                    + "{\"blob\":\"%s\",\"kind\":\"service\",\"name\":\"service/training\","
                    + "\"size\":%d,\"tenant\":\"default\"}],\"kind\":\"Snapshot\"}")
                .formatted(
                    POLICY.digest(),
                    POLICY.size(),
                    free.digest(),
                    free.size(),
                    limited.digest(),
                    limited.size()));
    Bytes ref =
        Bytes.utf8(
            ("{\"ref\":{\"generation\":1,\"issuedAt\":\"2026-01-01T00:00:00Z\",\"kind\":\"normal\","
                    + "\"node\":\"training\",\"rollout\":\"training\",\"snapshot\":\"%s\",\"wave\":0}}")
                .formatted(manifest.digest()));
    try (AgentRuntime runtime = AgentRuntime.system();
        FileDisk disk = FileDisk.open(folder);
        SnapshotJournal journal = runtime.journal(disk)) {
      new IdentityFile(disk).write(Bytes.utf8(IDENTITY));
      StatusBoard board =
          new StatusBoard(runtime.newBootId(), Version.OF_AGENT, runtime.timing().clock());
      NodeStart start = NodeStart.begin(NODE, journal, board, runtime.timing());
      LOG.info(
          "training: {}",
          start.applier().accept(ref, 0, new Fixed(manifest, List.of(POLICY, limited, free))));
    }
  }

  private static void start(Path folder, TrainingTraffic traffic)
      throws IOException, InterruptedException {
    AgentLife life = life(folder, "--gateway", "127.0.0.1:0");
    try {
      life.begin();
      InetSocketAddress api = address(folder.resolve(AgentRun.ADDRESS_FILE));
      read(api, "/healthz");
      read(api, "/metrics");
      InetSocketAddress gateway = address(folder.resolve(AgentRun.GATEWAY_FILE));
      pass(gateway);
      traffic.drive(gateway, "/default/" + FREE + "/", Integer.getInteger(REQUESTS, 0));
      read(api, "/v1/snapshot");
      read(api, "/v1/config/training/training");
      read(api, "/v1/config?prefix=policy/");
      boolean interrupted = new CountDownLatch(1).await(LINKING.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("training ends{}", interrupted ? " early" : "");
    } finally {
      life.end();
    }
  }

  private static void startAgain(Path folder) throws IOException {
    AgentLife life = life(folder, "--control-plane", "http://127.0.0.1:9");
    try {
      life.begin();
      read(address(folder.resolve(AgentRun.ADDRESS_FILE)), "/healthz");
    } finally {
      life.end();
    }
  }

  private static AgentLife life(Path folder, String flag, String value) {
    List<String> flags =
        List.of("--node", NODE.value(), "--data-dir", folder.toString(), "--listen", "127.0.0.1:0");
    return new AgentLife(
        AgentFlags.parse(
            Stream.concat(flags.stream(), Stream.of(flag, value)).toList(), System.getenv()));
  }

  private static InetSocketAddress address(Path file) throws IOException {
    String text = Files.readString(file).strip();
    int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void pass(InetSocketAddress gateway) {
    try {
      read(gateway, "/default/training/");
      read(gateway, "/nothing/here");
    } catch (IOException e) {
      LOG.warn("training without a request through the gateway: {}", e.getMessage());
    }
  }

  private static void read(InetSocketAddress address, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout((int) LINKING.toMillis());
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      LOG.debug("{} bytes of {}", socket.getInputStream().readAllBytes().length, path);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /// The content of one snapshot.
  private record Fixed(Bytes manifestBytes, List<Bytes> contents) implements ContentSource {

    @Override
    public Optional<Bytes> manifest(Digest digest) {
      return Optional.of(manifestBytes);
    }

    @Override
    public Map<Digest, Bytes> blobs(Set<Digest> digests) {
      return contents.stream().collect(Collectors.toMap(Bytes::digest, it -> it));
    }
  }
}
