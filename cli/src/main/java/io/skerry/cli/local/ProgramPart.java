package io.skerry.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A part that is a program started directly by us. Its output goes to its log. Safe for use by
/// several threads.
final class ProgramPart implements Part {
  private final Launch launch;
  private final Path log;
  private final Path pidFile;
  private Optional<ProcessHandle> process = Optional.empty();

  ProgramPart(Launch launch, Path log, Path pidFile) {
    this.launch = launch;
    this.log = log;
    this.pidFile = pidFile;
  }

  @Override
  public String name() {
    return launch.name();
  }

  @Override
  public String address() {
    return launch.address().get();
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public synchronized Optional<ProcessHandle> process() {
    return process.filter(ProcessHandle::isAlive);
  }

  @Override
  public void start() throws StepFailedException, InterruptedException {
    ProcessHandle started = spawn();
    boolean decided =
        Waiting.until(
            launch.patience(), () -> !started.isAlive() || launch.serves().getAsBoolean());
    // Alive is asked last: another server on the same port may have answered in its place.
    if (!started.isAlive()) {
      throw new StepFailedException(launch.name(), "it ended before it served", log);
    }
    if (!decided) {
      stop(Duration.ZERO);
      throw new StepFailedException(
          launch.name(), "it does not serve after " + launch.patience().toSeconds() + " s", log);
    }
  }

  @Override
  public void stop(Duration grace) {
    process()
        .ifPresent(
            running -> {
              running.destroy();
              if (!Waiting.end(running, grace)) {
                running.destroyForcibly();
                Waiting.end(running, Duration.ofSeconds(5));
              }
            });
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException leftBehind) {
      // A stale file is recognised by its start time.
    }
  }

  private synchronized ProcessHandle spawn() throws StepFailedException {
    try {
      Files.createDirectories(log.resolveSibling(""));
      ProcessBuilder builder = new ProcessBuilder(launch.command());
      // Our own settings are not theirs.
      builder.environment().keySet().removeIf(name -> name.startsWith("SKERRY_"));
      builder.environment().putAll(launch.environment());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(Logs.rotated(log).toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      ProcessHandle started = builder.start().toHandle();
      process = Optional.of(started);
      PidFile.of(started).write(pidFile);
      return started;
    } catch (IOException failure) {
      throw new StepFailedException(launch.name(), "cannot start: " + failure.getMessage(), log);
    }
  }
}
