package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static io.skerry.control.fleet.Declarations.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.control.fleet.Declarations;
import io.skerry.control.fleet.RefSamples;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Resource;
import io.skerry.schema.store.EtcdProcess;
import io.skerry.schema.store.Txn;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody else writes into a node's ref: the leader puts it right, with a generation that the
/// node will accept.
final class ForeignRefTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final EtcdProcess etcd = EtcdProcess.start();
  private final RunningReplica leader =
      RunningReplica.start("only", etcd.config(), Duration.ofSeconds(30), new MemoryHistory());

  @BeforeEach
  void declareOneNode() {
    await().atMost(PATIENCE).until(leader::leads);
    declare(cell("c1", "r1"));
    declare(node("n1", "c1"));
    declare(policy("p", 1, "a"));
    await().atMost(PATIENCE).until(() -> leader.view().image().refs().has(name("n1")));
  }

  @AfterEach
  void stop() {
    leader.close();
    etcd.close();
  }

  @Test
  void whatCannotBeReadIsReplaced() {
    Unreadable.write(leader.store(), RunningReplica.KEYS.ref(name("n1")));

    await().atMost(PATIENCE).until(() -> leader.view().image().unreadable().isEmpty());
    await().atMost(PATIENCE).until(() -> leader.view().image().refs().has(name("n1")));
    assertThat(ref().snapshot()).isNotNull();
  }

  @Test
  void theNextGenerationIsAboveWhatTheNodeRuns() {
    Ref running = RefSamples.of(name("n1"), new Digest("a".repeat(64)), 41, Declarations.EPOCH);
    leader
        .store()
        .commit(
            Txn.builder()
                .put(RunningReplica.KEYS.status(name("n1")), Declarations.applied(running))
                .build());
    await().atMost(PATIENCE).until(() -> leader.view().image().statuses().has(name("n1")));
    Ref older = RefSamples.of(name("n1"), new Digest("b".repeat(64)), 3, Declarations.EPOCH);
    leader
        .store()
        .commit(
            Txn.builder()
                .put(RunningReplica.KEYS.ref(name("n1")), new RefEnvelope(older, Map.of()))
                .build());

    await().atMost(PATIENCE).until(() -> ref().generation() == 42);
    assertThat(ref().snapshot()).isNotEqualTo(older.snapshot());
  }

  private Ref ref() {
    return leader.view().image().refs().get(name("n1")).map(Versioned::value).orElseThrow();
  }

  private void declare(Resource resource) {
    leader
        .store()
        .commit(Txn.builder().put(RunningReplica.KEYS.resource(resource.id()), resource).build());
  }
}
