package io.skerry.schema.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BellTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration FOREVER = Duration.ofDays(100);

  private final Bell bell = new Bell();

  @Test
  void bellThatWasRungBeforeTheWaitEndsItAtOnceAndOnlyOnce() throws InterruptedException {
    bell.ring();
    bell.ring();
    assertThat(bell.await(FOREVER)).isTrue();
    assertThat(bell.await(SHORT)).isFalse();
  }

  @Test
  void silencedBellIsAsIfItWasNeverRung() throws InterruptedException {
    bell.ring();
    bell.silence();
    assertThat(bell.await(SHORT)).isFalse();
  }

  @Test
  void longLimitEndsNotBeforeItIsOver() throws InterruptedException {
    long start = System.nanoTime();
    assertThat(bell.await(Bell.LONG)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Bell.LONG);
  }

  @Test
  void interruptEndsLongAndShortWaits() throws Exception {
    for (Duration limit : List.of(Duration.ofMillis(900), FOREVER)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> bell.await(limit)).isInstanceOf(InterruptedException.class);
    }
  }

  /// No ring may be lost, whenever it comes: two bells are rung in turn, each by who waits for the
  /// other, and a ring that is lost would end that for ever.
  @Test
  void manyThreadsHearEveryRing() throws Exception {
    int pairs = 200;
    int rounds = 200;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> heard = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        Bell one = new Bell();
        Bell other = new Bell();
        heard.add(threads.submit(answering(one, other, rounds)));
        heard.add(threads.submit(answering(other, one, rounds)));
        one.ring();
      }
      for (Future<Integer> each : heard) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(rounds);
      }
    }
  }

  private static Callable<Integer> answering(Bell own, Bell other, int rounds) {
    return () -> {
      int heard = 0;
      for (int round = 0; round < rounds; round++) {
        heard += own.await(FOREVER) ? 1 : 0;
        other.ring();
      }
      return heard;
    };
  }
}
