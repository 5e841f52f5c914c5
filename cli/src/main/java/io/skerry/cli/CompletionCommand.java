package io.skerry.cli;

import io.skerry.cli.shell.Shell;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes a script that teaches a shell to complete this command.
@Command(
    name = "completion",
    description = "Write a completion script; try: source <(skerry completion bash)")
final class CompletionCommand implements Runnable {

  /// The shells, as typed. Both run the same script: zsh through its bashcompinit, which the script
  /// loads by itself.
  enum ShellName {
    bash,
    zsh
  }

  private final Shell shell;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private ShellName name = ShellName.bash;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    shell.terminal().line("# Completion of skerry for " + name + ".");
    shell.terminal().line(AutoComplete.bash("skerry", Skerry.commandLine(shell)));
  }
}
