package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Records the agents' start-up cache once, beside the running stack and at low priority. Failing
/// to only means that agents go on starting slowly.
final class AgentTraining implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final StackLayout layout;
  private final Path cache;
  private final List<String> command;
  private Optional<ProcessHandle> process = Optional.empty();
  private boolean closed;

  /// Runs this command, which writes the cache to [#output].
  AgentTraining(StackLayout layout, Path cache, List<String> command) {
    this.layout = layout;
    this.cache = cache;
    this.command = List.copyOf(command);
  }

  /// Where a training writes the cache that will be called `cache`.
  static Path output(Path cache) {
    return cache.resolveSibling(cache.getFileName() + ".new");
  }

  /// Starts recording on a thread of its own.
  void start() {
    Thread.ofVirtual().name("agent-training").start(this::run);
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.ifPresent(
        running -> {
          running.descendants().forEach(ProcessHandle::destroyForcibly);
          running.destroyForcibly();
        });
  }

  private void run() {
    Path noted = layout.run().resolve("agent-training.pid");
    try {
      Optional<ProcessHandle> started = spawn();
      if (started.isEmpty()) {
        return;
      }
      PidFile.of(started.get()).write(noted);
      if (!Waiting.end(started.get(), PATIENCE)) {
        close();
      } else if (Files.exists(output(cache)) && !isClosed()) {
        Files.move(output(cache), cache, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.deleteIfExists(noted);
    } catch (IOException onlySlower) {
      // Documented: agents go on starting slowly.
    }
  }

  private synchronized Optional<ProcessHandle> spawn() throws IOException {
    if (!closed) {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(layout.log("agent-training").toFile());
      process = Optional.of(builder.start().toHandle());
    }
    return process;
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
