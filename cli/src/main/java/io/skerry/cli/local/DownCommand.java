package io.skerry.cli.local;

import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Stops the local stack, also one whose launcher was killed.
@Command(name = "down", description = "Stop what `up` started; its state is kept.")
public final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final Shell shell;

  /// Runs in this shell.
  public DownCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    StackLayout layout = StackFolder.of(shell).layout();
    Optional<StackState> running = StackState.running(layout);
    running.ifPresent(state -> stop(state, layout));
    List<String> ended = new Leftovers(layout).clean();
    if (!ended.isEmpty()) {
      shell.terminal().line("ended what was left behind: " + String.join(", ", ended));
    }
    boolean any = running.isPresent() || !ended.isEmpty();
    shell.terminal().line(any ? "Skerry is down" : "Skerry was not running");
    return 0;
  }

  private void stop(StackState running, StackLayout layout) {
    LogTail tail = LogTail.atEnd(layout.log("up"), shell.terminal()::line);
    shell.terminal().line("stopping " + running.parts().size() + " parts");
    ProcessHandle supervisor =
        running
            .supervisor()
            .process()
            .orElseThrow(() -> CommandException.failed("it just ended by itself; try again"));
    supervisor.destroy();
    if (!ends(supervisor, tail)) {
      shell.terminal().note("it does not end; killing it");
      supervisor.destroyForcibly();
      Waiting.end(supervisor, PATIENCE);
    }
  }

  private static boolean ends(ProcessHandle supervisor, LogTail tail) {
    try {
      return Waiting.until(
          PATIENCE,
          () -> {
            tail.copy();
            return !supervisor.isAlive();
          });
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
