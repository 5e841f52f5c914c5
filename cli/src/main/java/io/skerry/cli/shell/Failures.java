package io.skerry.cli.shell;

import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.Problem;
import picocli.CommandLine;

/// Tells people why a command failed, and scripts how.
public final class Failures
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
  private final Terminal terminal;

  /// Reports to this terminal.
  public Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
    return switch (failure) {
      case ApiException.Refused refused -> refused(refused.problem());
      case ApiException.Unreachable gone -> unreachable(gone);
      case ApiException.Garbled garbled -> error(message(garbled), ExitCode.FAILED);
      case CommandException stop -> error(message(stop), stop.exitCode());
      case CommandLine.ParameterException wrong -> handleParseException(wrong, new String[0]);
      default -> throw failure;
    };
  }

  @Override
  public int handleParseException(CommandLine.ParameterException wrong, String[] arguments) {
    error(message(wrong), ExitCode.USAGE);
    terminal.note("try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.number();
  }

  private int refused(Problem problem) {
    if (problem.errors().isEmpty()) {
      error(
          problem.title() + (problem.detail().isEmpty() ? "" : ": " + problem.detail()),
          ExitCode.FAILED);
    } else {
      error(problem.title(), ExitCode.FAILED);
      problem
          .errors()
          .forEach(wrong -> terminal.note("  " + wrong.field() + ": " + wrong.message()));
    }
    return ExitCode.of(problem).number();
  }

  private int unreachable(ApiException.Unreachable gone) {
    error(message(gone), ExitCode.UNREACHABLE);
    terminal.note(
        "  is it running (skerry status), and is the address right (--server, SKERRY_SERVER, skerry context)?");
    return ExitCode.UNREACHABLE.number();
  }

  private int error(String text, ExitCode code) {
    terminal.note(terminal.styled(Style.BAD, "error:") + " " + text);
    return code.number();
  }

  private static String message(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
