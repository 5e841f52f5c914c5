package io.skerry.control.runtime;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.history.HistoryException;
import io.skerry.control.history.OutboxDrainer;
import io.skerry.control.lease.Term;
import io.skerry.control.rollout.FleetNews;
import io.skerry.control.rollout.ImmediateRollout;
import io.skerry.control.rollout.Reconciler;
import io.skerry.control.rollout.RefTxns;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.WatchStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A leader without threads: each step is taken when the simulation says so. It believes in its
/// term until it is fenced.
final class SimulatedReplica {

  private final StateStore store;
  private final Keys keys;
  private final FleetInbox inbox = new FleetInbox();
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
    this.store = store;
    this.keys = keys;
    this.term = term;
    this.image = listed();
    this.stream = store.watch(keys.all(), image.revision().next());
    this.reconciler = new Reconciler(keys, new ImmediateRollout(), new ManifestCache(store, keys));
    RefWriter writer = new RefWriter(store, keys, clock, ids, Runnable::run);
    this.pass = new ReconcilePass(reconciler, writer, new RefTxns(keys, term));
    this.drainer = new OutboxDrainer(store, keys, history);
  }

  private FleetImage listed() {
    List<Change> changes = new ArrayList<>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(PageRequest.MAX_LIMIT));
    Revision revision = Revision.ZERO;
    while (next.isPresent()) {
      Page page = store.list(keys.all(), next.get());
      page.entries().forEach(entry -> changes.add(new Change.Put(entry)));
      revision = page.revision();
      next = page.next();
    }
    return FleetImage.EMPTY.apply(keys, changes, revision).after();
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
      var delta = image.apply(keys, changes.changes(), changes.revision());
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
