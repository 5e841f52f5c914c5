package io.skerry.cli.local;

import io.skerry.cli.local.StackState.Phase;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Starts the local stack in a process of its own, and tells how that goes.
@Command(name = "up", description = "Start everything on this machine, with a small fleet.")
public final class UpCommand implements Callable<Integer> {
  private static final int MAX_NODES = 500;
  private static final int EXAMPLE_AGENTS = 6;

  private final Shell shell;

  @Mixin private UpOptions options = new UpOptions();

  /// Runs in this shell.
  public UpCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (options.nodes < 0 || options.nodes > MAX_NODES) {
      throw CommandException.usage("--nodes: from 1 to " + MAX_NODES);
    }
    StackFolder folder = StackFolder.of(shell);
    Files.createDirectories(folder.layout().run());
    Path lockFile = folder.layout().run().resolve("up.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw CommandException.failed("another `skerry up` is starting it right now");
      }
      Optional<StackState> running = StackState.running(folder.layout());
      return running.isPresent() ? alreadyRunning(running.get()) : start(folder);
    }
  }

  private int alreadyRunning(StackState running) {
    shell
        .terminal()
        .line(
            "Skerry is already running: %s (pid %d). See `skerry status`; stop it with `skerry down`."
                .formatted(running.rest(), running.supervisor().pid()));
    return 0;
  }

  private int start(StackFolder folder) throws IOException, InterruptedException {
    StackLayout layout = folder.layout();
    List<String> ended = new Leftovers(layout).clean();
    if (!ended.isEmpty()) {
      shell.terminal().line("ended what an earlier run left behind: " + String.join(", ", ended));
    }
    if (options.fresh) {
      Folders.delete(layout.agents());
      Folders.delete(layout.etcdData());
      Folders.delete(layout.postgresData());
    }
    refuseBusyPorts();
    new Installation(folder.project(), layout).refresh();
    shell.terminal().line("starting Skerry in " + layout.state());
    SupervisorProcess supervisor = SupervisorProcess.start(folder, options, shell.terminal()::line);
    if (supervisor.awaitStart() == Phase.READY) {
      new Summary(shell.terminal(), folder).print();
      return options.detach ? 0 : supervisor.stay();
    }
    return 1;
  }

  private void refuseBusyPorts() {
    Ports ports = Ports.of(shell.environment());
    int agents = options.nodes == 0 ? EXAMPLE_AGENTS : options.nodes;
    var variables = ports.variables(agents);
    List<Integer> busy = Ports.busy(variables.keySet());
    if (!busy.isEmpty()) {
      busy.forEach(
          port ->
              shell
                  .terminal()
                  .note(
                      "port %d is in use by %s; stop that, or choose another with %s"
                          .formatted(
                              port,
                              PortOwner.of(port).orElse("someone else"),
                              variables.get(port))));
      throw CommandException.failed("cannot start: " + busy.size() + " port(s) in use");
    }
  }
}
