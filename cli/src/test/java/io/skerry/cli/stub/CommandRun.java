package io.skerry.cli.stub;

import io.skerry.cli.Skerry;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// Runs commands in this process, at a fixed time, with their output kept.
///
/// @param environment the environment variables
/// @param input standard input
/// @param home the home folder
public record CommandRun(Map<String, String> environment, String input, Path home) {
  /// The time at which commands run.
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /// How a command ended.
  public record Outcome(int exitCode, String out, String err) {}

  /// Runs against this server.
  public static CommandRun against(StubServer server) {
    return new CommandRun(
        Map.of("SKERRY_SERVER", server.address()), "", Path.of("/nonexistent/home"));
  }

  /// Runs with this standard input.
  public CommandRun withInput(String text) {
    return new CommandRun(environment, text, home);
  }

  /// Runs with one more environment variable.
  public CommandRun with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new CommandRun(more, input, home);
  }

  /// Runs one command.
  public Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Terminal.ofProcess(environment).coloured(),
            Terminal.ofProcess(environment).rows());
    Shell shell =
        new Shell(
            terminal,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            home,
            "tester",
            InstantSource.fixed(NOW),
            time -> {});
    int exitCode = Skerry.commandLine(shell).execute(arguments);
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
