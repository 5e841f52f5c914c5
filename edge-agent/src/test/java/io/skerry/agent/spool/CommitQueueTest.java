package io.skerry.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitQueueTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void whatIsSubmittedDuringACommitIsCommittedTogether() throws Exception {
    int callers = 200;
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    List<Integer> batches = new CopyOnWriteArrayList<>();
    CommitQueue<Integer, String> queue =
        new CommitQueue<>(
            batch -> {
              batches.add(batch.size());
              return batches.size() == 1 ? awaited(firstMayEnd) : "done";
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<String>>> outcomes = new ArrayList<>();
      outcomes.add(threads.submit(() -> queue.submit(0, PATIENCE)));
      await().atMost(PATIENCE).until(() -> batches.size() == 1);
      for (int i = 1; i < callers; i++) {
        int item = i;
        outcomes.add(threads.submit(() -> queue.submit(item, PATIENCE)));
      }
      await().atMost(PATIENCE).until(() -> queue.waiting() == callers);
      firstMayEnd.countDown();
      for (Future<Optional<String>> outcome : outcomes) {
        assertThat(outcome.get(10, TimeUnit.SECONDS)).contains("done");
      }
    }
    assertThat(batches).containsExactly(1, callers - 1);
  }

  @Test
  void callerGivesUpOnACommitThatHangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CommitQueue<Integer, String> queue = new CommitQueue<>(_ -> awaited(never));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<String>> leader = threads.submit(() -> queue.submit(1, PATIENCE));
      await().atMost(PATIENCE).until(() -> queue.waiting() == 1);
      assertThat(queue.submit(2, Duration.ofMillis(20))).isEmpty();
      never.countDown();
      assertThat(leader.get(10, TimeUnit.SECONDS)).contains("done");
    }
  }

  @Test
  void faultOfACommitReachesItsCallersAndTheQueueGoesOn() {
    CommitQueue<Integer, String> queue =
        new CommitQueue<>(
            batch -> {
              if (batch.contains(13)) {
                throw new IllegalStateException("thirteen");
              }
              return "done";
            });
    assertThatThrownBy(() -> queue.submit(13, PATIENCE)).hasMessage("thirteen");
    assertThat(queue.submit(14, PATIENCE)).contains("done");
  }

  private static String awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS) ? "done" : "late";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
