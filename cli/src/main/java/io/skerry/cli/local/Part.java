package io.skerry.cli.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One server of a stack: a process that can be started, watched and stopped.
public interface Part {
  /// Its name, which is also that of its log.
  String name();

  /// Where to reach it.
  String address();

  /// Its log.
  Path log();

  /// Starts it and waits until it serves.
  void start() throws StepFailedException, InterruptedException;

  /// Its process, while it runs.
  Optional<ProcessHandle> process();

  /// Asks it to end, waits at most this long, then ends it the hard way.
  void stop(Duration grace);
}
