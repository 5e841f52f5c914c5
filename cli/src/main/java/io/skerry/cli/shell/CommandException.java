package io.skerry.cli.shell;

/// A command cannot go on, for a reason that its user can act upon.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  /// Ends the command with this code and message.
  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// A mistake in how the command was called.
  public static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  /// Work that did not succeed.
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /// How the process ends.
  public ExitCode exitCode() {
    return exitCode;
  }
}
