package io.skerry.control.api.watch;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.FleetView.Opening;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One watcher. The view's thread only appends to a bounded queue; a virtual thread of the watcher
/// takes from it and blocks in [#next]. A watcher that falls behind by more than the queue holds is
/// disconnected, and resumes by the last id it saw.
///
/// Guarantees: every change after the starting point exactly once and in order of revisions; then,
/// and every ten seconds, a bookmark.
final class WatchSession implements FleetListener, AutoCloseable {

  private static final int QUEUED = 4096;
  private static final Duration BOOKMARK_PERIOD = Duration.ofSeconds(10);

  private final FleetView view;
  private final FreshView fresh;
  private final EventReader reader;
  private final Optional<Revision> since;
  private final InstantSource clock;
  private final BlockingQueue<FleetDelta> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicBoolean overflowed = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<WatchEvent> first = new ArrayList<>();
  private volatile FleetView.@Nullable Subscription subscription;
  private Revision reached = Revision.ZERO;
  private Instant nextBookmark = Instant.EPOCH;

  WatchSession(
      FleetView view,
      FreshView fresh,
      EventReader reader,
      Optional<Revision> since,
      InstantSource clock) {
    this.view = view;
    this.fresh = fresh;
    this.reader = reader;
    this.since = since;
    this.clock = clock;
  }

  @Override
  public void onDelta(FleetDelta delta) {
    if (!overflowed.get() && !queue.offer(delta)) {
      overflowed.set(true);
    }
  }

  /// Starts listening. Blocks for at most 2 s.
  ///
  /// @return why the watch cannot begin; empty when it has begun
  Optional<Problem> begin() {
    return switch (since.map(this::resume).orElseGet(this::open)) {
      case Outcome.Refused<Opening>(Problem problem) -> Optional.of(problem);
      case Outcome.Done<Opening>(Opening opening) -> {
        subscription = opening.subscription();
        first.addAll(firstEvents(opening));
        yield Optional.empty();
      }
    };
  }

  /// Waits for what comes next, at most until the next bookmark is due.
  ///
  /// @return events to send; empty when the watcher must be disconnected
  List<WatchEvent> next() {
    try {
      return first.isEmpty() ? proceed() : takeFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    FleetView.Subscription open = subscription;
    if (open != null) {
      open.close();
    }
  }

  private List<WatchEvent> takeFirst() {
    List<WatchEvent> events = List.copyOf(first);
    first.clear();
    return events;
  }

  private List<WatchEvent> firstEvents(Opening opening) {
    FleetImage image = opening.image();
    List<WatchEvent> events =
        new ArrayList<>(
            since.isPresent() ? reader.events(opening.missed(), image) : reader.present(image));
    reached = image.revision();
    addBookmark(events);
    return events;
  }

  private Outcome<Opening> open() {
    return view.caughtUp()
        ? Outcome.done(view.open(this))
        : Outcome.refused(
            Problem.of(ProblemCode.STORE_UNAVAILABLE, "this replica is catching up with the store")
                .retryAfter(1));
  }

  private Outcome<Opening> resume(Revision from) {
    if (!isReached(from)) {
      return Outcome.refused(
          Problem.of(
              ProblemCode.MALFORMED,
              "revision " + from + " is still to come: use a resourceVersion as answered"));
    }
    return view.resume(from, this)
        .map(Outcome::done)
        .orElseGet(
            () ->
                Outcome.refused(
                    Problem.of(
                        ProblemCode.GONE,
                        "the changes since " + from + " are no longer kept: list again")));
  }

  private boolean isReached(Revision from) {
    try {
      return fresh.reached(from).revision().compareTo(from) >= 0;
    } catch (StoreException behind) {
      return false;
    }
  }

  private List<WatchEvent> proceed() throws InterruptedException {
    List<WatchEvent> events = new ArrayList<>();
    while (events.isEmpty() && !overflowed.get() && !closed.get()) {
      long wait = Math.max(0, Duration.between(clock.instant(), nextBookmark).toMillis());
      FleetDelta delta = queue.poll(wait, TimeUnit.MILLISECONDS);
      if (delta != null) {
        events.addAll(read(delta));
      }
      if (!clock.instant().isBefore(nextBookmark)) {
        addBookmark(events);
      }
    }
    return overflowed.get() || closed.get() ? List.of() : events;
  }

  private List<WatchEvent> read(FleetDelta oldest) {
    List<FleetDelta> deltas = new ArrayList<>(List.of(oldest));
    int _ = queue.drainTo(deltas);
    List<FleetChange> changes = deltas.stream().flatMap(delta -> delta.changes().stream()).toList();
    FleetImage image = deltas.getLast().after();
    reached = image.revision();
    return reader.events(changes, image);
  }

  private void addBookmark(List<WatchEvent> events) {
    events.add(WatchEvent.bookmark(reached));
    nextBookmark = clock.instant().plus(BOOKMARK_PERIOD);
  }
}
