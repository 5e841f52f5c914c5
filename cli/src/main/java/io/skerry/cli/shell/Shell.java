package io.skerry.cli.shell;

import io.skerry.cli.print.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// Everything a command may touch outside itself, besides the control plane and the files it is
/// told of.
///
/// @param terminal where it writes
/// @param input what is piped into it
/// @param environment the environment variables
/// @param home the user's home folder
/// @param user the user's name in the operating system
/// @param clock the time
/// @param pause waiting
public record Shell(
    Terminal terminal,
    InputStream input,
    Map<String, String> environment,
    Path home,
    String user,
    InstantSource clock,
    Pause pause) {

  /// Copies the environment.
  public Shell {
    environment = Map.copyOf(environment);
  }

  /// An environment variable, or the empty text.
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
