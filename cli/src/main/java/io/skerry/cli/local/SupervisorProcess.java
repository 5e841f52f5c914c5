package io.skerry.cli.local;

import io.skerry.cli.local.StackState.Phase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The supervisor as seen by the command that started it.
final class SupervisorProcess {
  private static final Duration START_PATIENCE = Duration.ofMinutes(8);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private final ProcessHandle process;
  private final StackLayout layout;
  private final LogTail tail;
  private volatile boolean detached;

  private SupervisorProcess(ProcessHandle process, StackLayout layout, LogTail tail) {
    this.process = process;
    this.layout = layout;
    this.tail = tail;
  }

  /// Starts it, in a session of its own where the system can: what is typed at our terminal is not
  /// for its servers.
  static SupervisorProcess start(StackFolder folder, UpOptions options, Progress progress)
      throws IOException {
    StackLayout layout = folder.layout();
    Files.createDirectories(layout.logs());
    Path output = layout.log("up");
    Files.deleteIfExists(output);
    List<String> command = new ArrayList<>();
    SETSID.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(path -> command.add(path.toString()));
    command.addAll(
        List.of(
            Programs.ownJava().toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            new Installation(folder.project(), layout).command().toString(),
            SupervisorMain.class.getName(),
            options.nodes == 0 ? "-" : String.valueOf(options.nodes),
            options.detach ? "-" : String.valueOf(ProcessHandle.current().pid())));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectOutput(output.toFile());
    builder.redirectError(
        ProcessBuilder.Redirect.appendTo(Logs.rotated(layout.log("supervisor")).toFile()));
    ProcessHandle process = builder.start().toHandle();
    return new SupervisorProcess(process, layout, new LogTail(output, progress));
  }

  /// Tells how it goes until the stack runs or failed. When we are told to end, it is, too.
  Phase awaitStart() throws InterruptedException, IOException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stopUnlessReady));
    boolean decided =
        Waiting.until(
            START_PATIENCE,
            () -> {
              tail.copy();
              return !process.isAlive() || phase() == Phase.READY;
            });
    tail.copy();
    if (decided && process.isAlive() && phase() == Phase.READY) {
      detached = true;
      return Phase.READY;
    }
    stop();
    Files.deleteIfExists(layout.stateFile());
    return Phase.FAILED;
  }

  /// Stays with it until it ends, telling what happens.
  int stay() throws InterruptedException {
    detached = false;
    while (!Waiting.until(Duration.ofDays(1), this::ended)) {
      tail.copy();
    }
    return 0;
  }

  private boolean ended() {
    tail.copy();
    return !process.isAlive();
  }

  private void stopUnlessReady() {
    if (!detached && process.isAlive()) {
      tail.progress().say("stopping");
      stop();
    }
  }

  private void stop() {
    process.destroy();
    if (!Waiting.end(process, STOP_PATIENCE)) {
      process.destroyForcibly();
    }
  }

  private Phase phase() {
    return StackState.read(layout.stateFile())
        .filter(state -> state.supervisor().pid() == process.pid())
        .map(StackState::phase)
        .orElse(Phase.STARTING);
  }
}
