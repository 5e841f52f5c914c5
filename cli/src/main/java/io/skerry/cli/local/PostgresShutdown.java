package io.skerry.cli.local;

import java.io.IOException;
import java.time.Duration;

/// Ends PostgreSQL. The usual signal waits for all clients to leave, so it gets the one that does
/// not.
final class PostgresShutdown {
  private PostgresShutdown() {}

  /// Ends this server process, the hard way when it takes longer than that.
  static void stop(ProcessHandle postmaster, Duration grace) {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(postmaster.pid())).start();
    } catch (IOException noSuchProgram) {
      postmaster.destroy();
    }
    if (!Waiting.end(postmaster, grace)) {
      postmaster.destroyForcibly();
      Waiting.end(postmaster, Duration.ofSeconds(5));
    }
  }
}
