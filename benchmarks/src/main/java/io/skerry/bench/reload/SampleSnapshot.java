package io.skerry.bench.reload;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A snapshot of as many policies as wanted, each of about 500 bytes, of which the first says which
/// edition it is.
///
/// @param manifest its bytes
/// @param content manifest and blobs by digest
public record SampleSnapshot(Bytes manifest, Map<Digest, Bytes> content) implements ContentSource {

  /// Entries that make about 200 KB.
  public static final int ENTRIES_OF_200_KB = 400;

  /// The node that snapshots are for where none is named.
  public static final ResourceName NODE = new ResourceName("bench");

  private static final String NOBODY = "http://127.0.0.1:9";
  private static final int PADDING = 380;

  private static final String IDENTITY =
      """
      {"node":"%s","credential":"none","keyPrefix":"/skerry/v1/cells/bench/",
      "etcdEndpoints":["%s"],"controlPlane":["http://127.0.0.1:9"],"heartbeatSeconds":600}\
      """;

  /// @param entries policies
  /// @param edition that the first says
  public static SampleSnapshot of(int entries, int edition) {
    Map<Digest, Bytes> content = HashMap.newHashMap(entries + 1);
    List<Snapshot.Entry> lines = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      Bytes blob = policy(i, i == 0 ? edition : 0);
      content.put(blob.digest(), blob);
      lines.add(
          new Snapshot.Entry(
              TenantName.DEFAULT,
              "policy/bench/bench/" + name(i),
              Snapshot.EntryKind.POLICY,
              blob.digest(),
              blob.size()));
    }
    Bytes manifest = Codecs.SNAPSHOT.encode(new Snapshot(lines));
    content.put(manifest.digest(), manifest);
    return new SampleSnapshot(manifest, content);
  }

  /// The same with one service more.
  public SampleSnapshot withService(String name, Bytes service) {
    return with("service/" + name, Snapshot.EntryKind.SERVICE, service);
  }

  /// The same with the split of a service.
  public SampleSnapshot withSplit(String service, Bytes split) {
    return with("split/" + service + "/" + service, Snapshot.EntryKind.TRAFFIC_SPLIT, split);
  }

  private SampleSnapshot with(String name, Snapshot.EntryKind kind, Bytes blob) {
    List<Snapshot.Entry> lines =
        new ArrayList<>(Codecs.SNAPSHOT.decode(manifest).orThrow().entries());
    lines.add(new Snapshot.Entry(TenantName.DEFAULT, name, kind, blob.digest(), blob.size()));
    Bytes longer = Codecs.SNAPSHOT.encode(new Snapshot(lines));
    Map<Digest, Bytes> more = new HashMap<>(content);
    more.remove(manifest.digest());
    more.put(blob.digest(), blob);
    more.put(longer.digest(), longer);
    return new SampleSnapshot(longer, more);
  }

  /// Writes the folder of a node that has joined and runs this snapshot, and that never reaches a
  /// store.
  public void persist(Path folder, ResourceName node) {
    persist(folder, node, NOBODY);
  }

  /// The same of a node that follows the store at this address.
  public void persist(Path folder, ResourceName node, String etcd) {
    try (AgentRuntime runtime = AgentRuntime.system();
        FileDisk disk = FileDisk.open(folder);
        SnapshotJournal journal = runtime.journal(disk)) {
      new IdentityFile(disk).write(Bytes.utf8(IDENTITY.formatted(node, etcd)));
      StatusBoard board = new StatusBoard("bench", "0", runtime.timing().clock());
      Outcome outcome =
          NodeStart.begin(node, journal, board, runtime.timing())
              .applier()
              .accept(ref(node, 1), 0, this);
      if (!(outcome instanceof Outcome.Activated)) {
        throw new IllegalStateException("the snapshot was not accepted: " + outcome);
      }
    }
  }

  /// What tells a node to run it.
  public Bytes ref(ResourceName node, long generation) {
    return CanonicalJson.bytes(
        CanonicalJson.parse(
                Bytes.utf8(
                    ("{\"ref\":{\"generation\":%d,\"issuedAt\":\"2026-01-01T00:00:00Z\","
                            + "\"kind\":\"normal\",\"node\":\"%s\",\"rollout\":\"bench\","
                            + "\"snapshot\":\"%s\",\"wave\":0}}")
                        .formatted(generation, node, manifest.digest())))
            .orThrow());
  }

  @Override
  public Optional<Bytes> manifest(Digest digest) {
    return Optional.ofNullable(content.get(digest));
  }

  @Override
  public Map<Digest, Bytes> blobs(Set<Digest> digests) {
    Map<Digest, Bytes> found = HashMap.newHashMap(digests.size());
    digests.forEach(digest -> found.put(digest, content.get(digest)));
    return found;
  }

  static String name(int index) {
    return "p-%05d".formatted(index);
  }

  private static Bytes policy(int index, int edition) {
    return Bytes.utf8(
        "{\"config\":{\"edition\":%d,\"padding\":\"%s\"},\"generation\":1,\"name\":\"%s\",\"priority\":100,\"service\":\"bench\",\"type\":\"config\"}"
            .formatted(edition, "x".repeat(PADDING), name(index)));
  }
}
