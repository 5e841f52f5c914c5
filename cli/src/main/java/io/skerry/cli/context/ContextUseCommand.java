package io.skerry.cli.context;

import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes a context the current one.
@Command(name = "use", description = "Make a context the current one.")
public final class ContextUseCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "NAME", description = "The context.")
  private String name = "";

  /// Runs in this shell.
  public ContextUseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    ContextFile file = new ContextFile(shell);
    Contexts contexts = file.read();
    if (contexts.find(name).isEmpty()) {
      throw CommandException.usage(
          "there is no context '%s'; add it: skerry context add %s --server URL"
              .formatted(name, name));
    }
    file.write(contexts.using(name));
    shell.terminal().line("using " + name);
  }
}
