package io.skerry.cli.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The embedded PostgreSQL. Durable like a real one: what it has acknowledged survives a crash.
final class PostgresPart implements Part {
  static final String NAME = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StackLayout layout;
  private final int port;
  private Optional<ProcessHandle> process = Optional.empty();

  PostgresPart(StackLayout layout, int port) {
    this.layout = layout;
    this.port = port;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String address() {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public Path log() {
    return layout.log(NAME);
  }

  @Override
  public synchronized Optional<ProcessHandle> process() {
    return process.filter(ProcessHandle::isAlive);
  }

  @Override
  public synchronized void start() throws StepFailedException {
    try {
      Files.createDirectories(layout.logs());
      Files.createDirectories(layout.cache());
      forgetLock();
      forgetHalfUnpacked();
      launch();
      process = postmaster();
      if (process.isEmpty()) {
        throw new StepFailedException(NAME, "something else answers on port " + port, log());
      }
      PidFile.of(process.get()).write(pidFile());
    } catch (IOException | IllegalStateException failure) {
      String why = failure.getMessage();
      throw new StepFailedException(NAME, why == null ? failure.toString() : why, log());
    }
  }

  @Override
  public void stop(Duration grace) {
    process().ifPresent(running -> PostgresShutdown.stop(running, grace));
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException leftBehind) {
      // A stale file is recognised by its start time.
    }
  }

  /// The library locks a file in the data folder for as long as its handle lives, which is longer
  /// than the server does: without this, a server that died could not be started again by the same
  /// program. The server has a guard of its own against a second one on its data.
  private void forgetLock() throws IOException {
    Files.deleteIfExists(layout.postgresData().resolve("epg-lock"));
  }

  /// The library marks a folder that it has unpacked whole, and refuses to go on with one that it
  /// has not: a start that was cut off would spoil every later one.
  private void forgetHalfUnpacked() throws IOException {
    Path binaries = Files.createDirectories(layout.cache().resolve(NAME));
    try (Stream<Path> folders = Files.list(binaries)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        if (!Files.exists(folder.resolve(".exists"))) {
          Folders.delete(folder);
        }
      }
    }
  }

  // Closed through its process, not through the handle: another run may have to do it.
  @SuppressWarnings("resource")
  private void launch() throws IOException {
    ProcessBuilder.Redirect toLog = ProcessBuilder.Redirect.appendTo(Logs.rotated(log()).toFile());
    EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(layout.postgresData())
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(layout.cache().resolve(NAME).toFile())
        .setRegisterShutdownHook(false)
        // The library's defaults are for tests and lose data.
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "100")
        .setOutputRedirector(toLog)
        .setErrorRedirector(toLog)
        .setPGStartupWait(PATIENCE)
        .setPgBinaryResolver(PostgresPart::archive)
        .start();
  }

  /// The first archive on the class path. The library refuses to choose where the same one is there
  /// twice, as it is when a jar's manifest names it, too.
  private static InputStream archive(String system, String machine) throws IOException {
    String name = "/postgres-%s-%s.txz".formatted(system.toLowerCase(Locale.ROOT), machine);
    InputStream found = PostgresPart.class.getResourceAsStream(name);
    if (found == null) {
      throw new IOException(
          "there is no PostgreSQL for %s on %s here: set SKERRY_DB_URL to a running one"
              .formatted(system, machine));
    }
    return found;
  }

  /// The process whose id the server noted in its data.
  private Optional<ProcessHandle> postmaster() throws IOException {
    Path noted = layout.postgresData().resolve("postmaster.pid");
    if (!Files.exists(noted)) {
      return Optional.empty();
    }
    String pid = Files.readString(noted).lines().findFirst().orElse("0").strip();
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
  }

  private Path pidFile() {
    return layout.run().resolve(NAME + ".pid");
  }
}
