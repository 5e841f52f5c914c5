package io.skerry.control.api.edge;

import io.quarkus.runtime.StartupEvent;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetDelta;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.policy.health.ErrorTrack;
import io.skerry.policy.health.ErrorTrack.Window;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.ErrorLevel;
import io.skerry.schema.model.NodeStatus.Errors;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Traffic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what nodes measure of the requests they serve into a sign of their health: how many failed
/// in the last minute, written into the status when the level changes. In the memory of the replica
/// that takes the reports; one that takes over begins to count anew. Blocks for the writing of a
/// change only. Safe for use by many threads.
@ApplicationScoped
public class DataPlaneErrors {

  private static final Logger LOG = LoggerFactory.getLogger(DataPlaneErrors.class);

  private final StatusWriter writer;
  private final KnownStatuses known;
  private final FleetView view;
  private final InstantSource clock;
  private final ConcurrentMap<ResourceName, Counted> counts = new ConcurrentHashMap<>();

  /// @param bootId of the start that measured
  /// @param sequence of its newest report
  /// @param track of that start
  private record Counted(String bootId, long sequence, ErrorTrack track) {

    /// A report that came before adds nothing.
    Counted after(TelemetryReport report) {
      return report.sequence() > sequence
          ? new Counted(bootId, report.sequence(), track.after(window(report)))
          : this;
    }
  }

  @Inject
  DataPlaneErrors(StatusWriter writer, KnownStatuses known, FleetView view, InstantSource clock) {
    this.writer = writer;
    this.known = known;
    this.view = view;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    var _ = view.open(this::forgetDeleted);
  }

  private void forgetDeleted(FleetDelta delta) {
    for (FleetChange change : delta.changes()) {
      if (change instanceof FleetChange.OfResource(var id, _, var after, _)
          && id.kind() == Kind.NODE
          && after.isEmpty()) {
        counts.remove(id.name());
      }
    }
  }

  /// Takes in a report that was kept, once however often it comes. One of an earlier start of the
  /// agent says nothing any more.
  void measured(ResourceName node, TelemetryReport report) {
    Optional<NodeStatus> status =
        known.of(node).map(Versioned::value).filter(it -> it.bootId().equals(report.bootId()));
    if (status.isEmpty()) {
      return;
    }
    Counted counted =
        counts.compute(
            node,
            (_, before) ->
                (before != null && before.bootId().equals(report.bootId())
                        ? before
                        : new Counted(report.bootId(), 0, ErrorTrack.NEW))
                    .after(report));
    if (!level(status.get()).equals(counted.track().level())) {
      write(node, report.bootId(), counted.track());
    }
  }

  private static Window window(TelemetryReport report) {
    return new Window(
        report.traffic().stream().mapToLong(Traffic::requests).sum(),
        report.traffic().stream().mapToLong(Traffic::errors).sum());
  }

  private void write(ResourceName node, String bootId, ErrorTrack track) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Errors> errors = track.level().map(level -> new Errors(level, track.figures(), now));
    StatusChange change =
        before ->
            before
                .status()
                .filter(it -> it.bootId().equals(bootId) && !level(it).equals(track.level()))
                .map(it -> it.withFindings(with(it.findings(), errors), now));
    writer
        .write(node, change)
        .ifPresent(problem -> LOG.warn("Errors of {} are not noted: {}", node, problem.detail()));
  }

  private static Findings with(Findings found, Optional<Errors> errors) {
    return errors.map(found::withErrors).orElseGet(found::withoutErrors);
  }

  private static Optional<ErrorLevel> level(NodeStatus status) {
    return status.findings().errors().map(Errors::level);
  }
}
