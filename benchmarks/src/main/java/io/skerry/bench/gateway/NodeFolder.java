package io.skerry.bench.gateway;

import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.ContentSource;
import io.skerry.agent.sync.NodeStart;
import io.skerry.agent.sync.Outcome;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The folder of a node that has joined and has a snapshot with one service, without any control
/// plane.
final class NodeFolder {

  static final String NODE = "bench";

  private static final String IDENTITY =
      """
      {"node":"bench","credential":"none","keyPrefix":"/skerry/v1/cells/bench/",
      "etcdEndpoints":["http://127.0.0.1:9"],"controlPlane":["http://127.0.0.1:9"],"heartbeatSeconds":600}\
      """;

  private NodeFolder() {}

  /// @param upstream of the service, which takes every request
  static void write(Path folder, String upstream) throws Exception {
    Files.createDirectories(folder);
    Bytes service = service(upstream);
    Snapshot snapshot =
        new Snapshot(
            List.of(
                new Snapshot.Entry(
                    TenantName.DEFAULT,
                    "service/web",
                    Snapshot.EntryKind.SERVICE,
                    service.digest(),
                    service.size())));
    Bytes manifest = Codecs.SNAPSHOT.encode(snapshot);
    try (AgentRuntime runtime = AgentRuntime.system();
        FileDisk disk = FileDisk.open(folder);
        SnapshotJournal journal = runtime.journal(disk)) {
      new IdentityFile(disk).write(Bytes.utf8(IDENTITY));
      StatusBoard board = new StatusBoard("bench", "0", runtime.timing().clock());
      NodeStart start = NodeStart.begin(new ResourceName(NODE), journal, board, runtime.timing());
      Outcome outcome = start.applier().accept(ref(manifest), 0, new Fixed(manifest, service));
      if (!(outcome instanceof Outcome.Activated)) {
        throw new IllegalStateException("the snapshot was not accepted: " + outcome);
      }
    }
  }

  /// The service `web`, which takes every request.
  static Bytes service(String upstream) {
    return canonical(
        "{\"generation\":1,\"name\":\"web\",\"routes\":[{\"host\":\"*\",\"pathPrefix\":\"/\"}],"
            + "\"versions\":{\"v1\":{\"upstreams\":[\""
            + upstream
            + "\"]}}}");
  }

  private static Bytes ref(Bytes manifest) {
    return canonical(
        ("{\"ref\":{\"generation\":1,\"issuedAt\":\"2026-01-01T00:00:00Z\",\"kind\":\"normal\","
                + "\"node\":\"bench\",\"rollout\":\"bench\",\"snapshot\":\"%s\",\"wave\":0}}")
            .formatted(manifest.digest()));
  }

  private static Bytes canonical(String json) {
    return CanonicalJson.bytes(CanonicalJson.parse(Bytes.utf8(json)).orThrow());
  }

  private record Fixed(Bytes manifestBytes, Bytes service) implements ContentSource {
    @Override
    public Optional<Bytes> manifest(Digest digest) {
      return Optional.of(manifestBytes);
    }

    @Override
    public Map<Digest, Bytes> blobs(Set<Digest> digests) {
      return Map.of(service.digest(), service);
    }
  }
}
