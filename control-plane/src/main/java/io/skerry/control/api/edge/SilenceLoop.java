package io.skerry.control.api.edge;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.skerry.control.api.node.LastHeard;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.control.runtime.Replica;
import io.skerry.control.runtime.SkerryConfig;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Marks silent nodes in the store, ten times per heartbeat, on one virtual thread at a time. What
/// it writes yields to any newer status: a node that is heard meanwhile stays heard.
@ApplicationScoped
public class SilenceLoop {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceLoop.class);
  private static final int GROUP = 60;
  private static final int ROUNDS_PER_HEARTBEAT = 10;

  private final StateStore store;
  private final Keys keys;
  private final FleetView view;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final LastHeard heard;
  private final Silence silence;
  private final long periodMillis;
  private final AtomicBoolean running = new AtomicBoolean();

  @Inject
  SilenceLoop(
      Replica replica,
      Candidate me,
      SkerryConfig config,
      LastHeard heard,
      @VirtualThreads ExecutorService threads) {
    this.store = replica.store();
    this.keys = replica.keys();
    this.view = replica.view();
    this.clock = replica.clock();
    this.threads = threads;
    this.heard = heard;
    this.silence = new Silence(me.name().value(), config.heartbeat(), heard);
    this.periodMillis = Math.max(10, config.heartbeat().toMillis() / ROUNDS_PER_HEARTBEAT);
  }

  void start(@Observes StartupEvent event, Vertx vertx) {
    var _ = view.open(this::forgetDeleted);
    vertx.setPeriodic(
        periodMillis,
        _ -> {
          if (running.compareAndSet(false, true)) {
            threads.execute(this::round);
          }
        });
  }

  private void forgetDeleted(FleetDelta delta) {
    for (FleetChange change : delta.changes()) {
      if (change instanceof FleetChange.OfResource(var id, _, var after, _)
          && id.kind() == Kind.NODE
          && after.isEmpty()) {
        heard.forget(id.name());
      }
    }
  }

  private void round() {
    try {
      if (view.caughtUp()) {
        Instant now = clock.instant();
        List<Versioned<NodeStatus>> due = silence.due(view.image(), now);
        for (int i = 0; i < due.size(); i += GROUP) {
          mark(due.subList(i, Math.min(due.size(), i + GROUP)), now);
        }
      }
    } catch (StoreException failure) {
      LOG.warn("Silent nodes could not be marked: {}", failure.getMessage());
    } finally {
      running.set(false);
    }
  }

  private void mark(List<Versioned<NodeStatus>> due, Instant now) {
    Txn.Builder txn = Txn.builder();
    for (Versioned<NodeStatus> status : due) {
      var key = keys.status(status.value().node());
      txn.requireUnchanged(key, status.modified());
      txn.put(
          key, status.value().reachable(Reachability.SILENT, now.truncatedTo(ChronoUnit.MILLIS)));
    }
    CommitOutcome outcome = store.commit(txn.build());
    if (outcome instanceof CommitOutcome.Committed) {
      LOG.info(
          "{} nodes have gone silent, {} among them", due.size(), due.getFirst().value().node());
    } else if (outcome instanceof CommitOutcome.Conflict && due.size() > 1) {
      due.forEach(status -> mark(List.of(status), now));
    }
  }
}
