package io.skerry.control.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.StoreFaults.CommitFault;
import io.skerry.schema.store.Txn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Statuses are durable when they are answered, and a crowd of them shares transactions.
final class StatusWriterTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final int NODES = 600;

  private final InMemoryStore store = new InMemoryStore();
  private final FleetView view = new FleetView(KEYS, new WrittenRefs(), 100);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final StatusWriter writer =
      new StatusWriter(
          store,
          KEYS,
          view,
          new KnownStatuses(view),
          threads,
          InstantSource.system(),
          () -> "01jd3r5v8w7x6y5z4a3b2c1d0e");

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aCrowdIsDurableInFarFewerTransactions() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      NodeStatus status = status("n" + i, 1);
      answers.add(
          threads.submit(
              () -> {
                start.await();
                return write(status).isEmpty() && stored(status).equals(status);
              }));
    }
    start.countDown();

    for (Future<Boolean> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(store.revision().value()).isLessThan(NODES / 2);
  }

  @Test
  void aLaterStatusOfTheSameNodeReplacesTheEarlier() {
    assertThat(write(status("n1", 1))).isEmpty();
    assertThat(write(status("n1", 2))).isEmpty();

    assertThat(stored(status("n1", 2)).healthScore()).isEqualTo(2);
  }

  @Test
  void aStatusThatAnotherReplicaWroteMeanwhileIsReadAndReplaced() {
    assertThat(write(status("n1", 1))).isEmpty();
    NodeStatus foreign = status("n1", 50);
    assertThat(store.commit(Txn.builder().put(KEYS.status(foreign.node()), foreign).build()))
        .isInstanceOf(CommitOutcome.Committed.class);

    assertThat(write(status("n1", 2))).isEmpty();
    assertThat(stored(foreign).healthScore()).isEqualTo(2);
  }

  @Test
  void aFailureOfTheStoreIsAnswered() {
    store.faults().failNextCommit(CommitFault.UNAVAILABLE);
    assertThat(write(status("n1", 1)))
        .hasValueSatisfying(
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE));

    store.faults().failNextCommit(CommitFault.REPLY_LOST_WITHOUT_EFFECT);
    assertThat(write(status("n1", 1))).isPresent();
    assertThat(write(status("n1", 1))).isEmpty();
  }

  private Optional<Problem> write(NodeStatus status) {
    return writer.write(status.node(), _ -> Optional.of(status));
  }

  private NodeStatus stored(NodeStatus status) {
    return store.get(KEYS.status(status.node())).orElseThrow().decode().orThrow();
  }

  private static NodeStatus status(String node, int health) {
    return new NodeStatus(
        new ResourceName(node),
        "me",
        "b1",
        "0.1.0",
        Optional.empty(),
        Optional.empty(),
        Link.CONNECTED,
        health,
        Reachability.HEARD,
        List.of(),
        Instant.parse("2026-11-20T11:00:00Z"));
  }
}
