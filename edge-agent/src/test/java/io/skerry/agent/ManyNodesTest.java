package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.Samples.Published;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.ControlPlane;
import io.skerry.agent.runtime.AgentRuntime;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.Txn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many nodes in one process, sharing store, journal and control plane.
class ManyNodesTest {

  private static final int NODES = 200;
  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void nodesThatShareAJournalAllApplyAndAllComeBack(@TempDir Path folder) {
    InMemoryStore store = new InMemoryStore();
    Published snapshot = Samples.published(5, 1);
    try (FileDisk disk = FileDisk.open(folder.resolve("journal"));
        SnapshotJournal journal = SnapshotJournal.open(disk);
        AgentRuntime runtime =
            AgentRuntime.builder()
                .journal(journal)
                .store(store)
                .controlPlane(new Accepting())
                .build()) {
      List<Skerry> nodes = connectAll(folder, runtime);
      publish(store, 1, snapshot);
      awaitGeneration(nodes, 1);
      Published next = Samples.published(5, 2);
      publish(store, 2, next);
      awaitGeneration(nodes, 2);
      nodes.forEach(Skerry::close);
    }
    try (FileDisk disk = FileDisk.open(folder.resolve("journal"));
        SnapshotJournal reopened = SnapshotJournal.open(disk)) {
      assertThat(reopened.problems()).isEmpty();
      for (int i = 0; i < NODES; i++) {
        assertThat(reopened.activationsOf(name(i)).getFirst().generation()).isEqualTo(2);
      }
    }
  }

  private static List<Skerry> connectAll(Path folder, AgentRuntime runtime) {
    List<Skerry> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      Path own = folder.resolve(name(i).value());
      try (FileDisk disk = FileDisk.open(own)) {
        new IdentityFile(disk).write(identity(name(i)));
      }
      nodes.add(Skerry.connect(SkerryOptions.of(name(i).value(), own), runtime));
    }
    return nodes;
  }

  private static void publish(InMemoryStore store, long generation, Published snapshot) {
    Txn.Builder content = Txn.builder();
    snapshot.blobs().forEach((digest, blob) -> content.put(KEYS.blob(digest), blob));
    content.put(KEYS.snapshot(snapshot.digest()), snapshot.snapshot());
    assertThat(store.commit(content.build())).isInstanceOf(CommitOutcome.Committed.class);
    for (int from = 0; from < NODES; from += 100) {
      List<Txn.Write> refs = new ArrayList<>();
      for (int i = from; i < Math.min(from + 100, NODES); i++) {
        Bytes ref = Samples.ref(name(i), generation, snapshot.digest(), Map.of());
        refs.add(new Txn.Write.Put(KEYS.ref(name(i)), ref, Optional.empty()));
      }
      assertThat(store.commit(new Txn(List.of(), refs)))
          .isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  private static void awaitGeneration(List<Skerry> nodes, long generation) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                nodes.stream()
                    .allMatch(
                        node ->
                            node.config().version().map(v -> v.generation()).orElse(0L)
                                == generation));
  }

  private static ResourceName name(int i) {
    return new ResourceName("node-" + i);
  }

  private static Bytes identity(ResourceName node) {
    return Bytes.utf8(
        """
        {"node":"%s","credential":"c","keyPrefix":"/skerry/v1/cells/local/",
        "etcdEndpoints":["http://127.0.0.1:9"],"controlPlane":["http://127.0.0.1:9"],
        "heartbeatSeconds":10}"""
            .formatted(node));
  }

  /// Takes every report.
  private static final class Accepting implements ControlPlane {

    @Override
    public Reply post(Call call) {
      return new Reply.Answer(204, Bytes.utf8(""), Optional.empty());
    }

    @Override
    public void close() {}
  }
}
