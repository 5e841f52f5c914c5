package io.skerry.control.api.probe;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.skerry.control.api.edge.StatusWriter;
import io.skerry.control.api.probe.ProbeSchedule.Planned;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.control.runtime.LeaseLoop.Candidate;
import io.skerry.control.runtime.Replica;
import io.skerry.control.runtime.SkerryConfig;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.Probe;
import io.skerry.schema.model.ResourceName;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries the declared probes of the nodes that this replica hears, and writes a verdict into the
/// node's status when it changes. Every due probe runs on a virtual thread of its own, a bounded
/// number at once; those that find no room wait for the next round. When another replica hears a
/// node, that one goes on from the verdicts in the status.
@ApplicationScoped
public class ProbeLoop {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeLoop.class);
  private static final long PERIOD_MILLIS = 200;

  private final FleetView view;
  private final Trials trials;
  private final StatusWriter writer;
  private final String me;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final ProbeSchedule schedule;
  private final ReentrantLock scheduling = new ReentrantLock();
  private final Semaphore room;

  @Inject
  ProbeLoop(
      Replica replica,
      Trials trials,
      StatusWriter writer,
      Candidate me,
      SkerryConfig config,
      @VirtualThreads ExecutorService threads) {
    this.view = replica.view();
    this.trials = trials;
    this.writer = writer;
    this.me = me.name().value();
    this.clock = replica.clock();
    this.threads = threads;
    this.schedule = new ProbeSchedule(this.me, replica.random());
    this.room = new Semaphore(config.probes().concurrency());
  }

  void start(@Observes StartupEvent event, Vertx vertx) {
    vertx.setPeriodic(PERIOD_MILLIS, _ -> threads.execute(this::round));
  }

  /// A round that finds another one under way leaves everything to it.
  private void round() {
    if (!view.caughtUp() || !scheduling.tryLock()) {
      return;
    }
    List<Planned> due;
    List<ResourceName> outdated;
    try {
      Instant now = clock.instant();
      outdated = schedule.observe(view.image(), now);
      due = schedule.take(room.availablePermits(), now);
    } finally {
      scheduling.unlock();
    }
    due.forEach(planned -> threads.execute(() -> run(planned)));
    outdated.forEach(node -> threads.execute(() -> tidy(node)));
  }

  private void run(Planned planned) {
    room.acquireUninterruptibly();
    try {
      Trial trial = trials.of(planned.node(), planned.probe());
      settle(planned, trial);
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      LOG.warn("Probe {} of {} failed by itself", planned.probe().name(), planned.node(), failure);
      locked(() -> schedule.again(planned, clock.instant()));
    } finally {
      room.release();
    }
  }

  private void settle(Planned planned, Trial trial) {
    FleetImage image = view.image();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!Trials.isEvidence(image, planned.node(), planned.probe(), trial)) {
      locked(() -> schedule.again(planned, now));
      return;
    }
    Optional<Outcome> news;
    scheduling.lock();
    try {
      news = schedule.done(planned, trial.outcome(), now);
    } finally {
      scheduling.unlock();
    }
    news.ifPresent(verdict -> keep(planned, verdict, trial, now));
  }

  private void keep(Planned planned, Outcome verdict, Trial trial, Instant now) {
    ProbeResult result = new ProbeResult(planned.probe().name(), verdict, trial.message(), now);
    Probed change = new Probed(me, declared(planned.node()), List.of(result), now);
    writer
        .write(planned.node(), change)
        .ifPresentOrElse(
            problem -> {
              LOG.warn("A verdict on {} is not written: {}", planned.node(), problem.detail());
              locked(() -> schedule.forget(planned, now));
            },
            () -> LOG.info("Probe {} of {}: {}", planned.probe().name(), planned.node(), verdict));
  }

  private void tidy(ResourceName node) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var _ = writer.write(node, new Probed(me, declared(node), List.of(), now));
  }

  private List<Probe> declared(ResourceName node) {
    return view.image()
        .node(node)
        .map(Versioned::value)
        .map(it -> it instanceof Node found ? found.spec().upkeep().probes() : List.<Probe>of())
        .orElse(List.of());
  }

  private void locked(Runnable action) {
    scheduling.lock();
    try {
      action.run();
    } finally {
      scheduling.unlock();
    }
  }
}
