package io.skerry.schema.store;

import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers how long those who watch a store are willing to wait.
final class SilenceRecorder extends ForwardingStore {

  private final StateStore store;
  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  SilenceRecorder(StateStore store) {
    this.store = store;
  }

  List<Duration> waitsUpTo(Duration longest) {
    return waits.stream().filter(wait -> wait.compareTo(longest) <= 0).toList();
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    WatchStream stream = store.watch(range, from);
    return new WatchStream() {
      @Override
      public Optional<Signal> poll(Duration timeout) throws InterruptedException {
        waits.add(timeout);
        return stream.poll(timeout);
      }

      @Override
      public void requestProgress() {
        stream.requestProgress();
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }

  @Override
  protected StateStore delegate() {
    return store;
  }
}
