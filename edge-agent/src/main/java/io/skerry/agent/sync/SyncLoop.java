package io.skerry.agent.sync;

import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.flow.Latest;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Backoff;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.WatchSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies what the node's ref says. The watch's thread only puts the newest value into a slot;
/// this loop takes it from there, so that a burst of refs costs one checkout of the last. A value
/// that failed for a reason that may go away is tried again with full jitter until it succeeds or a
/// newer one arrives.
///
/// Runs on the thread that calls [#run].
public final class SyncLoop implements Runnable, WatchSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final Applier applier;
  private final ContentSource content;
  private final StatusBoard board;
  private final LongSupplier nanos;
  private final Backoff backoff;
  private final Latest<Arrival> arrivals = new Latest<>();
  private Optional<Arrival.Value> unfinished = Optional.empty();
  private Optional<Rejection> logged = Optional.empty();
  private volatile boolean stopped;

  /// What the watch saw.
  private sealed interface Arrival {

    /// The ref was written.
    record Value(Bytes bytes, long receivedNanos) implements Arrival {}

    /// The ref was deleted.
    record Gone() implements Arrival {}

    /// Nothing; the loop is to end.
    record Stop() implements Arrival {}
  }

  /// @param content where the applier gets what the node lacks
  /// @param nanos the clock of [Timing#nanos]
  /// @param random jitter of retries
  public SyncLoop(
      Applier applier,
      ContentSource content,
      StatusBoard board,
      LongSupplier nanos,
      RandomGenerator random) {
    this.applier = applier;
    this.content = content;
    this.board = board;
    this.nanos = nanos;
    this.backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
  }

  @Override
  public void onBatch(List<Change> changes, Revision revision) {
    if (!changes.isEmpty()) {
      arrivals.offer(
          switch (changes.getLast()) {
            case Change.Put put -> new Arrival.Value(put.entry().bytes(), nanos.getAsLong());
            case Change.Deleted _ -> new Arrival.Gone();
          });
    }
  }

  @Override
  public void onLink(LinkState state) {
    board.link(
        switch (state) {
          case CAUGHT_UP -> Link.CONNECTED;
          case LOST -> Link.STALE;
        });
  }

  /// Applies until [#close]. Returns soon after an interrupt.
  @Override
  public void run() {
    try {
      while (!stopped) {
        step(arrivals.poll(unfinished.isPresent() ? backoff.next() : IDLE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the loop after the checkout under way.
  @Override
  public void close() {
    stopped = true;
    arrivals.offer(new Arrival.Stop());
  }

  private void step(Optional<Arrival> arrival) {
    arrival.ifPresent(_ -> backoff.reset());
    try {
      arrival.or(() -> unfinished).ifPresent(this::handle);
    } catch (RuntimeException e) {
      // A fault in this program must not end the loop: the node would never change again.
      LOG.error("applying a ref failed unexpectedly; the node keeps what it has", e);
    }
  }

  private void handle(Arrival arrival) {
    switch (arrival) {
      case Arrival.Value value -> {
        unfinished = Optional.of(value);
        Outcome outcome = applier.accept(value.bytes(), value.receivedNanos(), content);
        log(outcome);
        if (!mayRetry(outcome)) {
          unfinished = Optional.empty();
        }
      }
      case Arrival.Gone _ -> {
        unfinished = Optional.empty();
        applier.missing();
      }
      case Arrival.Stop _ -> unfinished = Optional.empty();
    }
  }

  private static boolean mayRetry(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Postponed _ -> true;
      case Outcome.Refused(Rejection rejection) -> rejection.code().retry() == NackCode.Retry.LATER;
      case Outcome.Unchanged _, Outcome.Activated _ -> false;
    };
  }

  private void log(Outcome outcome) {
    switch (outcome) {
      case Outcome.Activated(var version) ->
          LOG.info(
              "runs snapshot {} of generation {}, applied in {} us",
              version.snapshot().abbreviated(),
              version.generation(),
              version.durationMicros());
      case Outcome.Refused(Rejection rejection) -> logOnce(rejection);
      case Outcome.Postponed(String reason) -> LOG.info("content not reachable yet: {}", reason);
      case Outcome.Unchanged _ -> LOG.debug("the ref asks for nothing new");
    }
  }

  /// A ref that is tried again and again must not fill the log.
  private void logOnce(Rejection rejection) {
    if (!logged.equals(Optional.of(rejection))) {
      logged = Optional.of(rejection);
      LOG.warn(
          "refused generation {}: {}: {}",
          rejection.generation(),
          rejection.code().wireName(),
          rejection.message());
    }
  }
}
