package io.skerry.ui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FeedTest {

  private final Feed feed = new Feed(3);

  private static FeedEntry entry(long second) {
    return new FeedEntry.CameBack(Instant.ofEpochSecond(second));
  }

  @Test
  void newestIsFirstAndTheOldestGoes() {
    for (int i = 1; i <= 5; i++) {
      feed.add(entry(i));
    }
    assertThat(feed.entries()).containsExactly(entry(5), entry(4), entry(3));
  }

  @Test
  void pausedFeedStandsStillAndCatchesUp() {
    feed.add(entry(1));
    feed.pause();
    feed.add(entry(2));
    feed.add(entry(3));
    assertThat(feed.entries()).containsExactly(entry(1));
    assertThat(feed.waiting()).isEqualTo(2);
    feed.resume();
    assertThat(feed.entries()).containsExactly(entry(3), entry(2), entry(1));
    assertThat(feed.waiting()).isZero();
  }

  @Test
  void waitingEventsAreBoundedToo() {
    feed.pause();
    for (int i = 1; i <= 10; i++) {
      feed.add(entry(i));
    }
    assertThat(feed.waiting()).isEqualTo(3);
  }
}
