package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.FleetListener;
import io.skerry.control.history.HistoryException;
import io.skerry.control.history.HistoryRecorder;
import io.skerry.control.history.OutboxDrainer;
import io.skerry.control.history.OutboxDrainer.DrainOutcome;
import io.skerry.control.lease.Term;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.Backoff;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the outbox into the history while this replica leads: as soon as the view shows an event
/// and had a moment to gather those that follow it, and again with growing pauses while the history
/// is away.
public final class DrainerLoop implements LeaderDuty {

  private static final Logger LOG = LoggerFactory.getLogger(DrainerLoop.class);
  private static final Duration QUIET = Duration.ofSeconds(30);

  /// A wave of a large fleet brings many events in a row. Together they cost the database one
  /// transaction, and nothing waits for the history.
  private static final Duration GATHER = Duration.ofMillis(250);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final Office office;
  private final HistoryRecorder recorder;
  private final RandomGenerator random;

  /// @param recorder where events go
  public DrainerLoop(Replica replica, HistoryRecorder recorder) {
    this.store = replica.store();
    this.keys = replica.keys();
    this.view = replica.view();
    this.office = replica.office();
    this.random = replica.random();
    this.recorder = recorder;
  }

  @Override
  public String name() {
    return "drainer";
  }

  @Override
  public void run(Term term) throws InterruptedException {
    Arrivals arrivals = new Arrivals();
    try (FleetView.Subscription _ = view.open(arrivals).subscription()) {
      new Run(term, arrivals).work();
    }
  }

  /// Wakes the drainer when an event enters the outbox.
  private static final class Arrivals implements FleetListener {

    private final Semaphore some = new Semaphore(0);

    @Override
    public void onDelta(FleetDelta delta) {
      if (delta.changes().stream().anyMatch(Arrivals::isArrival)) {
        some.release();
      }
    }

    private static boolean isArrival(FleetChange change) {
      return change instanceof FleetChange.OfOutbox event && event.created().isPresent();
    }

    void await(Duration timeout) throws InterruptedException {
      if (some.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        Thread.sleep(GATHER);
        some.drainPermits();
      }
    }
  }

  /// One term's work.
  private final class Run {

    private final Term term;
    private final Arrivals arrivals;
    private final OutboxDrainer drainer = new OutboxDrainer(store, keys, recorder);
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    private boolean failing;

    Run(Term term, Arrivals arrivals) {
      this.term = term;
      this.arrivals = arrivals;
    }

    void work() throws InterruptedException {
      while (office.holds(term)) {
        if (pass()) {
          arrivals.await(QUIET);
        } else {
          Thread.sleep(backoff.next());
        }
      }
    }

    /// Whether everything readable that was in the outbox is in the history.
    private boolean pass() {
      try {
        return switch (drainer.drain(term)) {
          case DrainOutcome.Drained _ -> recovered();
          case DrainOutcome.Fenced() -> {
            office.leave(term, "one of its writes was fenced");
            yield false;
          }
          case DrainOutcome.Unknown(String reason) -> failed(reason);
        };
      } catch (HistoryException | StoreException failure) {
        return failed(failure.toString());
      }
    }

    private boolean recovered() {
      if (failing) {
        LOG.info("The outbox is drained to the history again");
      }
      failing = false;
      backoff.reset();
      return true;
    }

    private boolean failed(String why) {
      if (!failing) {
        LOG.warn(
            "Cannot drain the outbox ({} events wait, configuration goes on): {}",
            view.image().outbox().size(),
            why);
      }
      failing = true;
      return false;
    }
  }
}
