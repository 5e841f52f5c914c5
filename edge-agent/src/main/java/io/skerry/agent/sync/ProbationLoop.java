package io.skerry.agent.sync;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.trial.Kept;
import io.skerry.agent.view.ConfigView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Waits until what the node serves has served its soak, and then calls it proven. A snapshot that
/// was proven before only has to show that it still works. Starts a snapshot that was held back
/// when nothing better came.
///
/// A change does not wake it: it looks at least once within every soak, and so in time, and a
/// program with a thousand nodes that change at once does not wake a thousand threads for it.
///
/// Runs on the thread that calls [#run].
public final class ProbationLoop implements Runnable, AutoCloseable {

  /// How long a node without any other snapshot waits for a better one than the one that crashes.
  public static final Duration GRACE = Duration.ofSeconds(10);

  /// How long a snapshot that was proven before has to serve again.
  public static final Duration LONGEST_AGAIN = Duration.ofSeconds(60);

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final StatusBoard board;
  private final NodeStart node;
  private final Duration soak;
  private final Duration grace;
  private final LongSupplier nanos;
  private final AtomicReference<Optional<Arrival>> newest = new AtomicReference<>(Optional.empty());
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<Subject> subject = Optional.empty();

  /// What is served, and since when.
  private record Arrival(ConfigView view, long sinceNanos) {}

  /// What serves its soak, and until when.
  private record Subject(Kept kept, long deadlineNanos) {}

  /// @param soak how long a snapshot serves before it is known to be good
  /// @param nanos monotonic clock
  public ProbationLoop(StatusBoard board, NodeStart node, Duration soak, LongSupplier nanos) {
    this(board, node, soak, nanos, GRACE);
  }

  ProbationLoop(
      StatusBoard board, NodeStart node, Duration soak, LongSupplier nanos, Duration grace) {
    this.grace = grace;
    this.board = board;
    this.node = node;
    this.soak = soak;
    this.nanos = nanos;
    board.onView(this::arrived);
    if (board.view().version().isPresent()) {
      arrived(board.view());
    }
  }

  /// Watches until [#close]. Returns soon after an interrupt.
  @Override
  public void run() {
    try {
      if (node.applier().isHoldingBack() && !first.await(grace.toNanos(), NANOSECONDS)) {
        node.applier().release();
      }
      do {
        newest.getAndSet(Optional.empty()).ifPresent(this::begin);
        settleIfDue();
      } while (!stopped.await(patience().toNanos(), NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the loop.
  @Override
  public void close() {
    stopped.countDown();
    first.countDown();
  }

  private void arrived(ConfigView view) {
    newest.set(Optional.of(new Arrival(view, nanos.getAsLong())));
    first.countDown();
  }

  private void begin(Arrival arrival) {
    subject =
        arrival
            .view()
            .version()
            .map(v -> new Kept(v.snapshot(), v.generation()))
            .map(kept -> new Subject(kept, arrival.sinceNanos() + soakOf(kept).toNanos()));
  }

  private Duration soakOf(Kept kept) {
    boolean again = node.probation().isProven(kept.snapshot());
    return again && soak.compareTo(LONGEST_AGAIN) > 0 ? LONGEST_AGAIN : soak;
  }

  private Duration patience() {
    Duration look = soak.compareTo(IDLE) < 0 ? soak : IDLE;
    return subject
        .map(s -> Duration.ofNanos(Math.max(0, s.deadlineNanos() - nanos.getAsLong())))
        .filter(left -> left.compareTo(look) < 0)
        .orElse(look);
  }

  private void settleIfDue() {
    subject
        .filter(s -> s.deadlineNanos() <= nanos.getAsLong())
        .ifPresent(due -> subject = settle(due.kept()));
  }

  /// What is left to do: nothing, or the same again in a while when it could not be stored.
  private Optional<Subject> settle(Kept kept) {
    if (!node.probation().served(kept)) {
      return Optional.of(new Subject(kept, nanos.getAsLong() + IDLE.toNanos()));
    }
    board.clear(ConditionType.CRASHED);
    if (node.probation().abandoned() < kept.generation()) {
      board.clear(ConditionType.CRASH_LOOP);
    }
    return Optional.empty();
  }
}
