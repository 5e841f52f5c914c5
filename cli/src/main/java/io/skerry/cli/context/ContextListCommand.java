package io.skerry.cli.context;

import io.skerry.cli.print.Cell;
import io.skerry.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;

/// Lists contexts, the current one marked.
@Command(name = "list", description = "List the contexts.")
public final class ContextListCommand implements Runnable {
  private final Shell shell;

  /// Runs in this shell.
  public ContextListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Contexts contexts = new ContextFile(shell).read();
    List<List<Cell>> rows =
        contexts.servers().entrySet().stream()
            .map(
                entry ->
                    List.of(
                        Cell.of(entry.getKey().equals(contexts.current()) ? "*" : ""),
                        Cell.of(entry.getKey()),
                        Cell.of(entry.getValue().toString())))
            .toList();
    shell.terminal().table(List.of("", "name", "server"), rows);
  }
}
