package io.skerry.control.runtime;

import io.skerry.control.history.HistoryException;
import io.skerry.control.history.Migrations;
import io.skerry.schema.store.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the database up to date in the background, as soon as it is there: a replica starts and
/// serves without it. One virtual thread, which ends when it succeeded.
final class MigrationLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationLoop.class);

  private final Migrations migrations;
  private final Backoff backoff;
  private final Thread thread;

  MigrationLoop(Migrations migrations, RandomGenerator random) {
    this.migrations = migrations;
    this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5), random);
    this.thread = Thread.ofVirtual().name("history-migrations").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    boolean warned = false;
    try {
      while (!attempt(warned)) {
        warned = true;
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean attempt(boolean warned) {
    try {
      migrations.run();
      LOG.info("The history's tables are up to date");
      return true;
    } catch (HistoryException failure) {
      if (!warned) {
        LOG.warn(
            "The history waits for PostgreSQL, configuration goes on: {}", failure.getMessage());
      }
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
