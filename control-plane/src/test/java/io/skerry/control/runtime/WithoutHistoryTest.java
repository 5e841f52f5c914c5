package io.skerry.control.runtime;

import static io.skerry.control.fleet.Declarations.cell;
import static io.skerry.control.fleet.Declarations.name;
import static io.skerry.control.fleet.Declarations.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A replica whose database is away from the start.
@QuarkusTest
@TestProfile(WithoutHistoryTest.DatabaseAway.class)
final class WithoutHistoryTest {

  @Inject StateStore store;
  @Inject Keys keys;
  @Inject FleetView view;

  /// Only the store is there.
  public static final class DatabaseAway implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(EtcdOnly.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @Test
  void aReplicaStartsAndMovesNodesAndKeepsTheEvents() {
    CommitOutcome declared =
        store.commit(
            Txn.builder()
                .put(keys.resource(cell("c1", "r1").id()), cell("c1", "r1"))
                .put(keys.resource(node("n1", "c1").id()), node("n1", "c1"))
                .build());
    assertThat(declared).isInstanceOf(CommitOutcome.Committed.class);

    await().atMost(Duration.ofSeconds(15)).until(() -> view.image().refs().has(name("n1")));

    assertThat(view.caughtUp()).isTrue();
    assertThat(view.image().outbox().size()).isEqualTo(1);
  }
}
