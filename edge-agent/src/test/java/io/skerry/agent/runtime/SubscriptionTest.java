package io.skerry.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.Samples;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.EntryTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Test
  void slowListenerSkipsToTheNewestView() {
    List<Long> seen = new ArrayList<>();
    Subscription subscription = new Subscription(view -> seen.add(generation(view)), tasks::add);
    for (int generation = 1; generation <= 100; generation++) {
      subscription.offer(view(generation));
    }
    assertThat(tasks).as("one delivery however many views").hasSize(1);
    tasks.remove().run();
    assertThat(seen).containsExactly(100L);
    subscription.offer(view(101));
    tasks.remove().run();
    assertThat(seen).containsExactly(100L, 101L);
  }

  @Test
  void listenerThatThrowsIsCalledAgainWithTheNextView() {
    List<Long> seen = new ArrayList<>();
    Subscription subscription =
        new Subscription(
            view -> {
              seen.add(generation(view));
              throw new IllegalStateException("on purpose");
            },
            Runnable::run);
    subscription.offer(view(1));
    subscription.offer(view(2));
    assertThat(seen).containsExactly(1L, 2L);
  }

  @Test
  void closedListenerIsNotCalledAgain() {
    List<Long> seen = new ArrayList<>();
    Subscription subscription = new Subscription(view -> seen.add(generation(view)), Runnable::run);
    subscription.close();
    subscription.offer(view(1));
    assertThat(seen).isEmpty();
  }

  @Test
  void newestViewAlwaysArrivesAndNeverTwoCallsRunAtOnce() throws Exception {
    List<Long> seen = new CopyOnWriteArrayList<>();
    List<String> overlaps = new CopyOnWriteArrayList<>();
    java.util.concurrent.Semaphore alone = new java.util.concurrent.Semaphore(1);
    Subscription subscription =
        new Subscription(
            view -> {
              if (!alone.tryAcquire()) {
                overlaps.add("overlap");
              }
              seen.add(generation(view));
              alone.release();
            },
            task -> Thread.ofVirtual().start(task));
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              for (int generation = 1; generation <= 5_000; generation++) {
                subscription.offer(view(generation));
              }
              done.countDown();
            });
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    await().atMost(Duration.ofSeconds(10)).until(() -> seen.contains(5_000L));
    assertThat(overlaps).isEmpty();
    assertThat(seen).isSorted();
  }

  private static long generation(ConfigView view) {
    return view.version().orElseThrow().generation();
  }

  private static ConfigView view(long generation) {
    return new ConfigView(
        new ConfigView.Version(Samples.policy("x", 1).digest(), generation, Instant.EPOCH, 1),
        EntryTree.EMPTY);
  }
}
