package io.skerry.control.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What arrives while a group is handled waits for the next, within the bounds of queue and group.
final class GroupQueueTest {

  private static final int GROUP = 3;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<List<Integer>> handled = new LinkedBlockingQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final GroupQueue<Integer> queue =
      new GroupQueue<>(5, Duration.ZERO, Numbers::new, threads, InstantSource.fixed(Instant.EPOCH));

  private final class Numbers implements GroupQueue.Group<Integer> {
    private final List<Integer> numbers = new ArrayList<>();

    @Override
    public void add(Integer item) {
      numbers.add(item);
    }

    @Override
    public boolean isFull() {
      return numbers.size() == GROUP;
    }

    @Override
    public void handle() throws InterruptedException {
      begun.countDown();
      release.await();
      handled.add(numbers);
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void whatArrivesDuringAGroupFollowsInFullGroups() throws InterruptedException {
    queue.offer(0);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 5; i++) {
      assertThat(queue.offer(i)).isTrue();
    }
    release.countDown();

    assertThat(handled.poll(5, TimeUnit.SECONDS)).containsExactly(0);
    assertThat(handled.poll(5, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
    assertThat(handled.poll(5, TimeUnit.SECONDS)).containsExactly(4, 5);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingElseIsLost() throws InterruptedException {
    queue.offer(0);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 5; i++) {
      queue.offer(i);
    }

    assertThat(queue.offer(6)).isFalse();
    release.countDown();

    assertThat(handled.poll(5, TimeUnit.SECONDS)).containsExactly(0);
    assertThat(handled.poll(5, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
    assertThat(handled.poll(5, TimeUnit.SECONDS)).containsExactly(4, 5);
  }
}
