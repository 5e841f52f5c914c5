package io.skerry.cli.context;

import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Remembers a control plane, replacing one of the same name.
@Command(name = "add", description = "Remember a control plane by name.")
public final class ContextAddCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "NAME", description = "The context's name.")
  private String name = "";

  @Option(
      names = "--server",
      required = true,
      paramLabel = "URL",
      description = "The control plane's address.")
  private String server = "";

  /// Runs in this shell.
  public ContextAddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    ContextFile file = new ContextFile(shell);
    file.write(file.read().with(name, ServerOptions.checked(server, "--server")));
    shell.terminal().line("added " + name);
  }
}
