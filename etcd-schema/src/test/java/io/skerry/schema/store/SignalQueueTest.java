package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Revision;
import io.skerry.schema.store.WatchStream.Signal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignalQueueTest {

  private static final Signal ONE = new Signal.Progress(new Revision(1));
  private static final Signal TWO = new Signal.Progress(new Revision(2));

  private final SignalQueue queue = new SignalQueue(10);

  @Test
  void overflowKeepsTheBeginningAndThenEnds() throws InterruptedException {
    assertThat(queue.offer(ONE, 6)).isTrue();
    assertThat(queue.offer(TWO, 6)).isFalse();
    assertThat(queue.offer(TWO, 1)).isFalse();

    assertThat(poll()).contains(ONE);
    assertThat(poll()).get().isInstanceOf(Signal.Ended.class);
    assertThat(poll()).isEmpty();
  }

  @Test
  void signalHeavierThanTheQueueIsTakenWhenNoneWaits() throws InterruptedException {
    assertThat(queue.offer(ONE, 100)).isTrue();
    assertThat(poll()).contains(ONE);
    assertThat(queue.offer(TWO, 100)).isTrue();
  }

  @Test
  void takenSignalsMakeRoom() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      assertThat(queue.offer(ONE, 10)).isTrue();
      assertThat(poll()).contains(ONE);
    }
  }

  @Test
  void firstReasonToEndCounts() throws InterruptedException {
    queue.end("first");
    queue.end("second");
    assertThat(poll()).contains(new Signal.Ended("first"));
    assertThat(poll()).isEmpty();
  }

  @Test
  void waitingConsumerIsWoken() throws InterruptedException {
    Thread producer = Thread.ofVirtual().start(() -> queue.end("woken"));
    assertThat(queue.poll(Duration.ofSeconds(10))).contains(new Signal.Ended("woken"));
    assertThat(producer.join(Duration.ofSeconds(10))).isTrue();
  }

  private Optional<Signal> poll() throws InterruptedException {
    return queue.poll(Duration.ZERO);
  }
}
