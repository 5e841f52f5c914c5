package io.skerry.control.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A real PostgreSQL for tests, which can be stopped and started again on the same data and port.
/// Not safe for use by several threads.
public final class PostgresServer implements AutoCloseable {

  private final Path data;
  private EmbeddedPostgres running;

  private PostgresServer(Path data, EmbeddedPostgres running) {
    this.data = data;
    this.running = running;
  }

  /// Starts one with an empty database on a free port.
  public static PostgresServer start() {
    try {
      Path data = Files.createTempDirectory("skerry-postgres");
      return new PostgresServer(data, launch(data, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it listens on the loopback interface, also while it is stopped.
  public int port() {
    return running.getPort();
  }

  /// Stops it; connections break.
  public void stop() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts it again after [#stop].
  public void startAgain() {
    try {
      running = launch(data, port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stops it and removes its data.
  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres launch(Path data, int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("listen_addresses", "127.0.0.1");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }
}
