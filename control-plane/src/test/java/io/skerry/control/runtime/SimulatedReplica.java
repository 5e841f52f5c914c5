package io.skerry.control.runtime;

import io.skerry.control.api.write.Operator;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.control.history.HistoryException;
import io.skerry.control.history.OutboxDrainer;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.FleetNews;
import io.skerry.control.rollout.Reconciler;
import io.skerry.control.rollout.RefTxns;
import io.skerry.control.rollout.RolloutTxns;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.WatchStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// A leader without threads: each step is taken when the simulation says so. It believes in its
/// term until it is fenced.
final class SimulatedReplica {

  private final Keys keys;
  private final FleetInbox inbox = new FleetInbox();
  private final WrittenRefs written = new WrittenRefs();
  private final Reconciler reconciler;
  private final ReconcilePass pass;
  private final OutboxDrainer drainer;
  private final Term term;
  private final WatchStream stream;
  private FleetImage image;
  private boolean started;
  private boolean fenced;

  SimulatedReplica(
      StateStore store,
      Keys keys,
      Term term,
      MemoryHistory history,
      InstantSource clock,
      IdSource ids) {
    this.keys = keys;
    this.term = term;
    this.image = Operator.image(store, keys);
    this.stream = store.watch(keys.all(), image.revision().next());
    this.reconciler = new Reconciler(keys, new ManifestCache(store, keys));
    Clerk clerk = new Clerk(store, keys, clock, ids);
    LeaderWriters writers =
        new LeaderWriters(
            new RolloutWriter(clerk, Runnable::run), new RefWriter(clerk, written, Runnable::run));
    this.pass =
        new ReconcilePass(
            reconciler, writers, new RefTxns(keys, term), new RolloutTxns(keys, term), clock);
    this.drainer = new OutboxDrainer(store, keys, history);
  }

  /// Whether it found out that it no longer leads.
  boolean isFenced() {
    return fenced;
  }

  FleetImage image() {
    return image;
  }

  /// Takes in what the watch has brought, at most one signal.
  boolean see() throws InterruptedException {
    Optional<WatchStream.Signal> signal = stream.poll(Duration.ZERO);
    if (signal.isPresent() && signal.get() instanceof WatchStream.Signal.Changes changes) {
      var delta = image.apply(keys, written, changes.changes(), changes.revision());
      image = delta.after();
      inbox.onDelta(delta);
    }
    return signal.isPresent();
  }

  /// One pass of the reconciler.
  boolean reconcile() throws InterruptedException {
    Optional<FleetNews> news = inbox.take(Duration.ZERO);
    if (image.revision().compareTo(term.number()) < 0) {
      return false;
    }
    if (started) {
      news.ifPresent(reconciler::observe);
    } else {
      reconciler.start(image);
      started = true;
    }
    ReconcilePass.Result result = pass.run();
    fenced |= result == ReconcilePass.Result.FENCED;
    return result == ReconcilePass.Result.DONE;
  }

  /// When it wants to look again although nothing happened.
  Optional<Instant> wake() {
    return reconciler.wake();
  }

  /// One pass of the drainer.
  boolean drain() {
    try {
      OutboxDrainer.DrainOutcome outcome = drainer.drain(term);
      fenced |= outcome instanceof OutboxDrainer.DrainOutcome.Fenced;
      return outcome instanceof OutboxDrainer.DrainOutcome.Drained;
    } catch (HistoryException | StoreException failure) {
      return false;
    }
  }

  /// Ends it without a word.
  void crash() {
    stream.close();
  }
}
