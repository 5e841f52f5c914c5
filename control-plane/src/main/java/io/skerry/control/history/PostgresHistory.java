package io.skerry.control.history;

import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Records events in PostgreSQL from blocking code: the one crossing from virtual threads to the
/// event loop.
@ApplicationScoped
public class PostgresHistory implements HistoryRecorder {

  private final HistoryRepository repository;

  PostgresHistory(HistoryRepository repository) {
    this.repository = repository;
  }

  @Override
  public void record(List<AcceptedEvent> events) {
    try {
      VertxContextSupport.subscribeAndAwait(() -> repository.insert(events));
    } catch (Throwable failure) {
      throw new HistoryException(
          "could not record %d events: %s".formatted(events.size(), failure.getMessage()), failure);
    }
  }
}
