package io.skerry.schema.store;

import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A watch on an [InMemoryStore].
final class MemoryStream implements WatchStream {

  private final InMemoryStore store;
  private final KeyRange range;
  private final SignalQueue queue;
  private Revision from = Revision.ZERO;
  private volatile boolean silent;

  MemoryStream(InMemoryStore store, KeyRange range, long queueBytes) {
    this.store = store;
    this.range = range;
    this.queue = new SignalQueue(queueBytes);
  }

  @Override
  public Optional<Signal> poll(Duration timeout) throws InterruptedException {
    return queue.poll(timeout);
  }

  @Override
  public void requestProgress() {
    if (!silent) {
      store.answerProgress(this);
    }
  }

  @Override
  public void close() {
    store.forget(this);
    queue.end("the stream was closed");
  }

  KeyRange range() {
    return range;
  }

  void from(Revision first) {
    from = first;
  }

  /// The later of a revision and the one this stream was opened at.
  Revision later(Revision revision) {
    return revision.compareTo(from) > 0 ? revision : from;
  }

  boolean isSilent() {
    return silent;
  }

  void silence() {
    silent = true;
  }

  void created() {
    queue.offer(new Signal.Created(), 0);
  }

  void progress(Revision revision) {
    queue.offer(new Signal.Progress(revision), 0);
  }

  boolean changes(List<Change> changes) {
    return queue.offer(new Signal.Changes(changes, changes.getLast().revision()), weight(changes));
  }

  void end(String reason) {
    if (!silent) {
      queue.end(reason);
    }
  }

  private static long weight(List<Change> changes) {
    return changes.stream().mapToLong(MemoryStream::weight).sum();
  }

  private static long weight(Change change) {
    return switch (change) {
      case Change.Put(RawEntry entry) -> 64L + entry.path().length() + entry.bytes().size();
      case Change.Deleted(String path, Revision revision) -> 64L + path.length();
    };
  }
}
