package io.skerry.control.history;

import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the database's tables up to date. Replicas may do so at the same time: the database's
/// lock lets one of them at it.
@ApplicationScoped
public class Migrations {

  private final Flyway flyway;

  Migrations(Flyway flyway) {
    this.flyway = flyway;
  }

  /// Migrates; without effect when everything is up to date. Blocks.
  ///
  /// @throws HistoryException when the database is away or refuses
  public void run() {
    try {
      flyway.migrate();
    } catch (FlywayException failure) {
      throw new HistoryException("could not migrate the history: " + root(failure), failure);
    }
  }

  /// Flyway's own messages are drawn as tables over many lines; the cause says the same in one.
  private static Throwable root(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }
}
