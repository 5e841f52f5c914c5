package io.skerry.agent;

import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.serve.LocalApi;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.Applier;
import io.skerry.agent.sync.ContentSource;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does once, in a folder that it deletes, what an agent does when it starts: persist and restore a
/// snapshot, answer on the local API, try to reach a store and a control plane that are not there.
/// Run under `-XX:AOTCacheOutput=agent.aot` it makes the cache that later starts load their classes
/// from.
final class TrainingMain {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingMain.class);
  private static final ResourceName NODE = new ResourceName("training");
  private static final Duration LINKING = Duration.ofSeconds(2);

  /// Nobody listens on the discard port of a machine's own address.
  private static final String IDENTITY =
      """
      {"node":"training","credential":"none","keyPrefix":"/skerry/v1/cells/training/",
      "etcdEndpoints":["http://127.0.0.1:9"],"controlPlane":["http://127.0.0.1:9"],"heartbeatSeconds":10}""";

  private static final Bytes BLOB =
      Bytes.utf8(
          "{\"config\":{\"requestsPerSecond\":1},\"generation\":1,\"name\":\"limit\",\"priority\":1,"
              + "\"service\":\"training\",\"type\":\"rateLimit\"}");

  private TrainingMain() {}

  static void run() throws IOException {
    Path folder = Files.createTempDirectory("skerry-training");
    try {
      prepare(folder);
      start(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      delete(folder);
    }
  }

  private static void prepare(Path folder) {
    Bytes manifest =
        Bytes.utf8(
            ("{\"apiVersion\":\"skerry/v1\",\"entries\":[{\"blob\":\"%s\",\"kind\":\"policy\","
                    + "\"name\":\"policy/training/training/limit\",\"size\":%d,\"tenant\":\"default\"}],"
                    + "\"kind\":\"Snapshot\"}")
                .formatted(BLOB.digest(), BLOB.size()));
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
      Applier applier = Opening.restore(NODE, journal, board, runtime.timing());
      LOG.info("training: {}", applier.accept(ref, 0, new Fixed(manifest)));
    }
  }

  private static void start(Path folder) throws IOException, InterruptedException {
    AgentRuntime runtime = AgentRuntime.system();
    AgentFlags flags =
        AgentFlags.parse(
            List.of("--node", NODE.value(), "--data-dir", folder.toString()), System.getenv());
    SkerryOptions options = flags.options();
    try (Skerry skerry = Skerry.open(options, runtime, runtime::close);
        LocalApi api =
            LocalApi.start(
                NODE,
                skerry.board(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                runtime.executor())) {
      read(api, "/healthz");
      skerry.start();
      read(api, "/v1/snapshot");
      read(api, "/v1/config/training/training");
      read(api, "/v1/config?prefix=policy/");
      boolean interrupted = new CountDownLatch(1).await(LINKING.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("training ends, {}", interrupted ? "early" : skerry.config().version());
    }
  }

  private static void read(LocalApi api, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.address().getPort())) {
      socket.setSoTimeout((int) LINKING.toMillis());
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      LOG.debug("{} bytes of {}", socket.getInputStream().readAllBytes().length, path);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /// The content of one snapshot.
  private record Fixed(Bytes manifestBytes) implements ContentSource {

    @Override
    public Optional<Bytes> manifest(Digest digest) {
      return Optional.of(manifestBytes);
    }

    @Override
    public Map<Digest, Bytes> blobs(Set<Digest> digests) {
      return Map.of(BLOB.digest(), BLOB);
    }
  }
}
