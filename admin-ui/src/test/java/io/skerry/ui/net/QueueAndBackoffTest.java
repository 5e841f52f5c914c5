package io.skerry.ui.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.ui.state.Revision;
import io.skerry.ui.state.StreamSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueAndBackoffTest {

  private static StreamSignal signal(int revision) {
    return new StreamSignal.Bookmark(new Revision(Integer.toString(revision)), Instant.EPOCH);
  }

  @Test
  void fullQueueRefusesInsteadOfDropping() throws InterruptedException {
    var queue = new IngestQueue(2, Duration.ofMillis(10));
    assertThat(queue.offer(signal(1))).isTrue();
    assertThat(queue.offer(signal(2))).isTrue();
    assertThat(queue.offer(signal(3))).isFalse();
    var drained = new ArrayList<StreamSignal>();
    assertThat(queue.drainTo(drained, 10)).isEqualTo(2);
    assertThat(drained).containsExactly(signal(1), signal(2));
  }

  @Test
  void waitsGrowUpToTheCapAndStartOverAfterASuccess() {
    var backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), new Random(1));
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      Duration wait = backoff.next();
      assertThat(wait).isBetween(Backoff.FLOOR, Duration.ofSeconds(15));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(10));
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
  }
}
