package io.skerry.control.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.skerry.control.history.Migrations;
import io.skerry.schema.store.WatchLoop;
import io.skerry.schema.store.WatchPace;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts and stops a replica: the view first, then what reads it; when stopping, leadership first,
/// so that another replica takes over while this one still closes.
@Singleton
class Lifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Replica replica;
  private final LeaderDuties duties;
  private final LeaseLoop lease;
  private final LeaseLoop.Candidate candidate;
  private final MigrationLoop migrations;
  private Optional<WatchLoop> watch = Optional.empty();

  Lifecycle(
      Replica replica,
      LeaderDuties duties,
      LeaseLoop.Candidate candidate,
      Migrations migrations,
      SkerryConfig config,
      MeterRegistry meters) {
    this.replica = replica;
    this.duties = duties;
    this.candidate = candidate;
    this.lease = new LeaseLoop(replica, candidate);
    this.migrations = new MigrationLoop(migrations, replica.random());
    var _ = FleetMetrics.register(replica.view(), replica.office(), meters);
    RolloutMetrics.register(replica.view(), meters);
    var _ =
        replica.view().open(new OutboxAlarm(config.outbox().expectedMost()).registerWith(meters));
  }

  void start(@Observes StartupEvent event) {
    LOG.info("Replica {} of cell {} starts", candidate.name(), replica.keys().cell());
    migrations.start();
    replica.office().observe(duties);
    watch = Optional.of(WatchLoop.start(parts()));
    lease.start();
  }

  private WatchLoop.Parts parts() {
    return new WatchLoop.Parts(
        replica.store(),
        replica.keys().all(),
        replica.view(),
        WatchPace.DEFAULT,
        replica.clock(),
        replica.random(),
        task -> Thread.ofVirtual().name("fleet-watch").unstarted(task));
  }

  void stop(@Observes ShutdownEvent event) {
    lease.close();
    duties.close();
    migrations.close();
    watch.ifPresent(WatchLoop::close);
    LOG.info("Replica {} stopped", candidate.name());
  }
}
