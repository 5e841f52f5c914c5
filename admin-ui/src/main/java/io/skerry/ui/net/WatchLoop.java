package io.skerry.ui.net;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.ui.state.ChangeType;
import io.skerry.ui.state.Revision;
import io.skerry.ui.state.StreamSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the stream of changes open for ever, on one virtual thread, and puts every change into the
/// queue, in order and at least once (a change that was just arriving when the connection broke may
/// come twice).
///
/// 1. Open after the last revision read; without one the server lists everything first.
/// 2. Read until the connection ends, stays silent for [Timing#silence()], or the queue has no
///    room.
/// 3. `410`: forget the revision, so that the next opening lists everything, and say so
///    ([StreamSignal.Gap]).
/// 4. Otherwise wait with full jitter and go to 1. [#retryNow()] cuts the wait short.
///
/// A revision counts as read only when a bookmark or an event of a *later* revision follows it,
/// because all events of one revision share their id and the stream may break between them. A
/// listing counts only as a whole, at its bookmark.
public final class WatchLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

  private final ControlPlane server;
  private final IngestQueue queue;
  private final InstantSource clock;
  private final Timing timing;
  private final Semaphore hurry = new Semaphore(0);
  private final Progress progress = new Progress();
  private final ThreadFactory threads;
  private final Thread thread;

  /// Waits of the loop.
  ///
  /// @param backoff between attempts
  /// @param silence a stream without any event or bookmark for this long is dead
  public record Timing(Backoff backoff, Duration silence) {}

  /// @param threads makes the threads of the loop and of its watchdog
  public WatchLoop(
      ControlPlane server,
      IngestQueue queue,
      InstantSource clock,
      Timing timing,
      ThreadFactory threads) {
    this.server = server;
    this.queue = queue;
    this.clock = clock;
    this.timing = timing;
    this.threads = threads;
    this.thread = threads.newThread(this::run);
  }

  /// Starts reading.
  public void start() {
    thread.start();
  }

  /// Tries again at once when the loop is waiting.
  public void retryNow() {
    hurry.release();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        attempt();
      }
    } catch (InterruptedException closed) {
      LOG.debug("watch closed");
    }
  }

  private void attempt() throws InterruptedException {
    switch (server.openWatch(progress.resumeAfter())) {
      case ControlPlane.OpenOutcome.Open open -> pauseAfter(read(open));
      case ControlPlane.OpenOutcome.Gone gone -> {
        Revision since = progress.resumeAfter().orElse(new Revision(""));
        LOG.info("The server no longer has changes after revision {}: listing again", since);
        progress.forget();
        queue.offer(new StreamSignal.Gap(since, clock.instant()));
        boolean _ = hurry.tryAcquire(Backoff.FLOOR.toMillis(), TimeUnit.MILLISECONDS);
      }
      case ControlPlane.OpenOutcome.Failed failed -> pauseAfter(failed.reason());
    }
  }

  private void pauseAfter(String reason) throws InterruptedException {
    Duration wait = timing.backoff().next();
    Instant now = clock.instant();
    LOG.debug("watch ended: {}; next attempt in {}", reason, wait);
    queue.offer(new StreamSignal.Lost(reason, now, now.plus(wait)));
    hurry.drainPermits();
    if (hurry.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      timing.backoff().reset();
    }
  }

  /// Reads until the stream ends and answers why it ended.
  private String read(ControlPlane.OpenOutcome.Open open) throws InterruptedException {
    try (InputStream body = open.body();
        var watchdog = new SilenceWatchdog(body, timing.silence(), threads)) {
      boolean listing = progress.begin();
      if (!queue.offer(new StreamSignal.Opened(clock.instant(), listing, open.skew()))) {
        return "the console is too busy";
      }
      var parser = new SseParser(body);
      for (var event = parser.next(); event.isPresent(); event = parser.next()) {
        watchdog.heard();
        timing.backoff().reset();
        if (!queue.offer(signal(event.get()))) {
          return "the console is too busy";
        }
        progress.passed(event.get());
      }
      return "the server closed the stream";
    } catch (IOException | UncheckedIOException broken) {
      return "the connection broke or fell silent (" + broken.getMessage() + ")";
    }
  }

  private StreamSignal signal(SseParser.Event event) {
    Instant now = clock.instant();
    JsonNode data = ControlPlane.parse(event.data());
    return switch (event.type()) {
      case "added" -> change(ChangeType.ADDED, data, now);
      case "modified" -> change(ChangeType.MODIFIED, data, now);
      case "deleted" -> change(ChangeType.DELETED, data, now);
      default -> new StreamSignal.Bookmark(new Revision(event.id()), now);
    };
  }

  private static StreamSignal change(ChangeType type, JsonNode data, Instant now) {
    return new StreamSignal.Changed(type, ResourceDecoder.decode(data.path("object")), now);
  }

  /// Where to resume. Confined to the loop's thread.
  private static final class Progress {
    private Optional<Revision> complete = Optional.empty();
    private Optional<Revision> partial = Optional.empty();
    private boolean listing;

    Optional<Revision> resumeAfter() {
      return complete;
    }

    boolean begin() {
      partial = Optional.empty();
      listing = complete.isEmpty();
      return listing;
    }

    void forget() {
      complete = Optional.empty();
    }

    void passed(SseParser.Event event) {
      if (event.id().isEmpty()) {
        return;
      }
      var revision = new Revision(event.id());
      boolean bookmark = event.type().equals("bookmark");
      if (bookmark) {
        complete = Optional.of(revision);
        partial = Optional.empty();
        listing = false;
      } else if (!listing && !partial.equals(Optional.of(revision))) {
        complete = partial.isPresent() ? partial : complete;
        partial = Optional.of(revision);
      }
    }
  }
}
