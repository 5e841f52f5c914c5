package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.StoreException.Code;
import io.skerry.schema.store.WatchStream.Signal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [WatchStream] guarantees.
abstract class WatchStreamContract extends StoreContract {

  @Test
  void watchDeliversHistoryFromItsRevisionOnAndThenWhatHappens() throws InterruptedException {
    put("a", "0");
    Revision from = put("a", "1");
    put("elsewhere", "x");
    try (WatchStream stream = store().watch(rangeOf("a"), from)) {
      assertThat(next(stream)).isInstanceOf(Signal.Created.class);
      assertThat(texts(changes(stream, 1))).containsExactly("1");
      put("a", "2");
      Revision deleted = commit(Txn.builder().delete(key("a")));
      List<Change> live = changes(stream, 2);
      assertThat(texts(live.subList(0, 1))).containsExactly("2");
      assertThat(live.getLast()).isEqualTo(new Change.Deleted(key("a").path(), deleted));
    }
  }

  @Test
  void watchNeverSplitsATransaction() throws InterruptedException {
    Revision before = put("a", "0");
    try (WatchStream stream = store().watch(blobs(), before.next())) {
      assertThat(next(stream)).isInstanceOf(Signal.Created.class);
      Txn.Builder txn = Txn.builder();
      IntStream.range(0, 100).forEach(i -> txn.put(key("k" + i), Bytes.utf8("x")));
      Revision at = commit(txn);
      Signal.Changes signal = (Signal.Changes) next(stream);
      assertThat(signal.changes()).hasSize(100);
      assertThat(signal.revision()).isEqualTo(at);
    }
  }

  @Test
  void watchFromCompactedHistoryEnds() throws InterruptedException {
    Revision old = put("a", "1");
    put("a", "2");
    fixture().compact();
    try (WatchStream stream = store().watch(rangeOf("a"), old)) {
      Signal signal = next(stream);
      if (signal instanceof Signal.Created) {
        signal = next(stream);
      }
      assertThat(signal).isInstanceOf(Signal.Ended.class);
      assertThat(((Signal.Ended) signal).reason()).contains("compacted");
    }
  }

  @Test
  void livingStreamAnswersProgressRequests() throws InterruptedException {
    Revision at = put("a", "1");
    try (WatchStream stream = store().watch(rangeOf("a"), at.next())) {
      assertThat(next(stream)).isInstanceOf(Signal.Created.class);
      stream.requestProgress();
      assertThat(next(stream)).isInstanceOf(Signal.Progress.class);
    }
  }

  @Test
  void closedStreamEndsAndStaysSilent() throws InterruptedException {
    WatchStream stream = store().watch(rangeOf("a"), put("a", "1").next());
    assertThat(next(stream)).isInstanceOf(Signal.Created.class);
    stream.close();
    assertThat(next(stream)).isInstanceOf(Signal.Ended.class);
    stream.requestProgress();
    assertThat(stream.poll(Duration.ofMillis(1))).isEmpty();
  }

  @Test
  void closedStoreSaysSoAndEndsItsStreams() throws InterruptedException {
    StateStore closing = fixture().closable();
    WatchStream stream = closing.watch(rangeOf("a"), put("a", "1").next());
    assertThat(next(stream)).isInstanceOf(Signal.Created.class);
    closing.close();
    closing.close();

    assertThat(next(stream)).isInstanceOf(Signal.Ended.class);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> closing.get(key("a")))
        .extracting(StoreException::code)
        .isEqualTo(Code.CLOSED);
  }
}
