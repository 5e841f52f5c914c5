package io.skerry.cli.shell;

import java.time.Duration;

/// Waits; a port, so that tests need no real time.
@FunctionalInterface
public interface Pause {
  /// Returns after this time.
  void during(Duration time) throws InterruptedException;
}
