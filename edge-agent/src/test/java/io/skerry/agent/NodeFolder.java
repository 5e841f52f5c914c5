package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples.Published;
import io.skerry.agent.enrol.IdentityFile;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.spool.FileDisk;
import io.skerry.agent.spool.SnapshotJournal;
import io.skerry.agent.sync.NodeStart;
import io.skerry.agent.sync.Outcome;
import io.skerry.agent.sync.StoreContent;
import io.skerry.agent.sync.Timing;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.InMemoryStore;
import java.nio.file.Path;
import java.time.Instant;

/// The folder of a node that enrolled with a cell which is away now.
final class NodeFolder {

  private static final Timing TIMING = new Timing(() -> Instant.EPOCH, () -> 0L);

  private NodeFolder() {}

  /// Persists a snapshot as the newest.
  static void prepare(Path folder, long generation, Published snapshot) {
    try (FileDisk disk = FileDisk.open(folder);
        SnapshotJournal journal = SnapshotJournal.open(disk);
        InMemoryStore empty = new InMemoryStore()) {
      new IdentityFile(disk).write(identity());
      StatusBoard board = new StatusBoard("boot-0", "0.1.0", TIMING.clock());
      NodeStart node = NodeStart.begin(Samples.NODE, journal, board, TIMING);
      StoreContent nowhere =
          new StoreContent(empty, new Keys(new ResourceName("local")), Runnable::run);
      Bytes ref = Samples.ref(Samples.NODE, generation, snapshot.digest(), snapshot.content());
      assertThat(node.applier().accept(ref, 0, nowhere)).isInstanceOf(Outcome.Activated.class);
      node.probation().ended();
    }
  }

  private static Bytes identity() {
    return Bytes.utf8(
        """
        {"node":"iad-1","credential":"c","keyPrefix":"/skerry/v1/cells/local/",
        "etcdEndpoints":["http://127.0.0.1:9"],"controlPlane":["http://127.0.0.1:9"],
        "heartbeatSeconds":10}\
        """);
  }
}
