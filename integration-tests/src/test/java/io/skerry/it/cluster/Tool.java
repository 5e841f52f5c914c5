package io.skerry.it.cluster;

import io.skerry.it.canary.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The `skerry` command as a process with an environment of its own.
///
/// @param folder for its output and its settings
/// @param server the control plane that it speaks to
public record Tool(Path folder, String server) {

  private static final long PATIENCE_SECONDS = 60;

  /// How a command ended.
  ///
  /// @param code its exit code
  /// @param output what it said, on both streams
  public record Ended(int code, String output) {}

  /// A command that goes on until it is closed.
  public record Running(Process process, Path file) implements AutoCloseable {

    /// What it has said so far.
    public String output() throws IOException {
      return Files.readString(file);
    }

    /// Whether it still runs.
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /// Runs a command to its end.
  public Ended run(String... arguments) throws IOException, InterruptedException {
    try (Running running = start(arguments)) {
      if (!running.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            "skerry " + Arrays.toString(arguments) + " does not end: " + running.output());
      }
      return new Ended(running.process().exitValue(), running.output());
    }
  }

  /// Starts a command.
  public Running start(String... arguments) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Checkout.root().resolve("cli/target/skerry-cli.jar").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SKERRY_"));
    builder.environment().put("SKERRY_SERVER", server);
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    return new Running(builder.start(), output);
  }
}
