package io.skerry.schema.store;

import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.WatchSink.LinkState;
import io.skerry.schema.store.WatchStream.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A watch that lasts and has no gaps. See `DESIGN.md`.
///
/// 1. List the range at one revision R, page by page.
/// 2. Deliver what the listing changes about the state the sink was last told, as one batch at R.
/// 3. Watch from R + 1; deliver every signal as one batch. Ask a silent stream whether it lives.
/// 4. At the first irregularity, whatever it is, close the stream, say that the link is lost, pause
///    with full jitter, and start again with 1. A stream's own cursor is never trusted.
///
/// A batch during which the sink threw is delivered again, merged with what came after.
///
/// Threads: one, on which every call of the sink happens, one at a time. `close` may be called from
/// anywhere, the sink included.
public final class WatchLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /// How one round of list and watch ended.
  private sealed interface End {

    /// A planned new listing.
    record Resync() implements End {}

    /// Something was wrong.
    record Broken(String reason) implements End {}
  }

  private final StateStore store;
  private final KeyRange range;
  private final WatchSink sink;
  private final WatchPace pace;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Backoff backoff;
  private final KnownKeys known = new KnownKeys();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private Revision cursor = Revision.ZERO;
  private Optional<LinkState> link = Optional.empty();
  private Instant linkedAt = Instant.MIN;
  private volatile @Nullable WatchStream open;

  private WatchLoop(Parts parts) {
    this.store = parts.store();
    this.range = parts.range();
    this.sink = parts.sink();
    this.pace = parts.pace();
    this.clock = parts.clock();
    this.random = parts.random();
    this.backoff = new Backoff(pace.firstPause(), pace.longestPause(), random);
    this.thread = parts.threads().newThread(this::run);
  }

  /// What a loop is made of; `Live` in the runtime package fills in what a running program uses.
  ///
  /// @param store which is read; closing it ends the loop
  /// @param range what is watched; a single key costs one read and one stream
  /// @param sink who is told
  /// @param pace when
  /// @param clock for the resync and for what counts as stable
  /// @param random the jitter of this loop alone
  /// @param threads makes the loop's one thread
  public record Parts(
      StateStore store,
      KeyRange range,
      WatchSink sink,
      WatchPace pace,
      InstantSource clock,
      RandomGenerator random,
      ThreadFactory threads) {}

  /// Starts a loop.
  public static WatchLoop start(Parts parts) {
    WatchLoop loop = new WatchLoop(parts);
    loop.thread.start();
    return loop;
  }

  /// Ends the loop and waits up to 5 s for it: after that the sink is not called any more. Called
  /// by the sink itself, it does not wait.
  @Override
  public void close() {
    stopped.countDown();
    WatchStream stream = open;
    if (stream != null) {
      stream.close();
    }
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("the sink of {} still runs {} after close", range.path(), CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!isStopped()) {
        switch (round()) {
          case End.Resync resync -> LOG.debug("listing {} again as planned", range.path());
          case End.Broken(String reason) -> recover(reason);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private End round() throws InterruptedException {
    try {
      catchUp();
      try (WatchStream stream = store.watch(range, cursor.next())) {
        open = stream;
        return isStopped() ? new End.Broken("closed") : follow(stream);
      } finally {
        open = null;
      }
    } catch (StoreException e) {
      if (e.code() == StoreException.Code.CLOSED) {
        stopped.countDown();
      }
      return new End.Broken(e.code() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: the sink failed; its batch will be delivered again", range.path(), e);
      return new End.Broken("the sink failed: " + e);
    }
  }

  private void catchUp() {
    List<RawEntry> entries = new ArrayList<>();
    Page page = store.list(range, PageRequest.first(range.isPrefix() ? PageRequest.MAX_LIMIT : 1));
    entries.addAll(page.entries());
    while (page.next().isPresent()) {
      page = store.list(range, page.next().get());
      entries.addAll(page.entries());
    }
    if (page.revision().compareTo(cursor) < 0) {
      LOG.warn(
          "{}: the store went back from revision {} to {}: it was replaced by an older one",
          range.path(),
          cursor,
          page.revision());
    }
    deliver(known.changesTo(entries, page.revision()), page.revision());
  }

  private End follow(WatchStream stream) throws InterruptedException {
    Instant started = clock.instant();
    Duration resync = jittered(pace.resync());
    Optional<Signal> signal = stream.poll(pace.answer());
    while (signal.isPresent()) {
      switch (signal.get()) {
        case Signal.Created created -> linked();
        case Signal.Changes(List<Change> changes, Revision revision) -> advance(changes, revision);
        case Signal.Progress progress -> LOG.trace("{}: alive", range.path());
        case Signal.Ended(String reason) -> {
          return new End.Broken(reason);
        }
      }
      if (hasPassed(resync, started)) {
        return new End.Resync();
      }
      signal = nextSignal(stream);
    }
    return new End.Broken("no answer within " + pace.answer());
  }

  /// A clock that was set back counts as passed: that only means a listing more.
  private boolean hasPassed(Duration duration, Instant since) {
    Instant now = clock.instant();
    return now.isBefore(since) || !now.isBefore(since.plus(duration));
  }

  private Optional<Signal> nextSignal(WatchStream stream) throws InterruptedException {
    Optional<Signal> signal = stream.poll(shortened(pace.silence()));
    if (signal.isPresent()) {
      return signal;
    }
    stream.requestProgress();
    return stream.poll(pace.answer());
  }

  private void advance(List<Change> changes, Revision revision) {
    deliver(changes.stream().filter(this::isNew).toList(), revision);
  }

  private boolean isNew(Change change) {
    return change.revision().compareTo(cursor) > 0;
  }

  /// Remembers a batch only once the sink has taken it.
  private void deliver(List<Change> changes, Revision revision) {
    if (changes.isEmpty() && revision.equals(cursor)) {
      return;
    }
    sink.onBatch(changes, revision);
    known.apply(changes);
    cursor = revision;
  }

  private void linked() {
    if (!link.equals(Optional.of(LinkState.CAUGHT_UP))) {
      linkedAt = clock.instant();
      link = Optional.of(LinkState.CAUGHT_UP);
      LOG.info("watching {} from revision {}", range.path(), cursor);
      sink.onLink(LinkState.CAUGHT_UP);
    }
  }

  private void recover(String reason) throws InterruptedException {
    if (isStopped()) {
      return;
    }
    if (link.equals(Optional.of(LinkState.CAUGHT_UP)) && hasPassed(pace.stable(), linkedAt)) {
      backoff.reset();
    }
    lost(reason);
    Duration pause = backoff.next();
    LOG.debug("{}: trying again in {}: {}", range.path(), pause, reason);
    boolean closed = stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    LOG.trace("{}: {}", range.path(), closed ? "closed" : "trying again");
  }

  private void lost(String reason) {
    if (link.equals(Optional.of(LinkState.LOST))) {
      return;
    }
    link = Optional.of(LinkState.LOST);
    LOG.warn("lost the watch of {}, trying again: {}", range.path(), reason);
    try {
      sink.onLink(LinkState.LOST);
    } catch (RuntimeException e) {
      LOG.error("{}: the sink failed on a lost link", range.path(), e);
    }
  }

  /// Up to a fifth less, so that loops that heard of a change together do not ask together.
  private Duration shortened(Duration duration) {
    return duration.minusNanos(random.nextLong(duration.toNanos() / 5 + 1));
  }

  /// Up to a fifth more, so that loops started together do not list together.
  private Duration jittered(Duration duration) {
    return duration.plusNanos(random.nextLong(duration.toNanos() / 5 + 1));
  }
}
