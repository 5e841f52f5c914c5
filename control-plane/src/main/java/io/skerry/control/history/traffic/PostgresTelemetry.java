package io.skerry.control.history.traffic;

import io.quarkus.vertx.VertxContextSupport;
import io.skerry.control.history.HistoryException;
import io.skerry.control.rollout.evidence.Sides;
import io.skerry.control.rollout.evidence.TrafficQuestion;
import io.skerry.schema.model.ResourceName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/// Reports and measurements in PostgreSQL for blocking code: the one crossing from virtual threads
/// to the event loop.
@ApplicationScoped
public class PostgresTelemetry implements TelemetryRecorder, TrafficReader, TrafficUpkeep {

  /// Rows that are deleted in one transaction.
  private static final int MOST = 20_000;

  private final TelemetryRepository reports;
  private final TrafficRepository traffic;

  PostgresTelemetry(TelemetryRepository reports, TrafficRepository traffic) {
    this.reports = reports;
    this.traffic = traffic;
  }

  @Override
  public void record(List<NodeReport> taken) {
    ask("record %d reports".formatted(taken.size()), () -> reports.insert(taken));
  }

  @Override
  public Reading read(TrafficQuestion question, String after) {
    return ask("read what was measured", () -> traffic.read(question, after));
  }

  @Override
  public Sides remember(ResourceName rollout, Sides seen) {
    return ask("remember snapshots", () -> traffic.remember(rollout, seen));
  }

  @Override
  public void sum(int seconds) {
    ask("sum windows", () -> traffic.sum(seconds));
  }

  @Override
  public boolean forget(Retention retention) {
    return ask("forget windows", () -> traffic.forget(retention, MOST)) >= MOST;
  }

  private static <T> T ask(String what, Supplier<Uni<T>> question) {
    try {
      return VertxContextSupport.subscribeAndAwait(question);
    } catch (Throwable failure) {
      throw new HistoryException("could not " + what + ": " + failure.getMessage(), failure);
    }
  }
}
