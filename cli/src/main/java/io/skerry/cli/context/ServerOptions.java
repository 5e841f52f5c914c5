package io.skerry.cli.context;

import io.skerry.cli.document.Yaml;
import io.skerry.cli.document.YamlException;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// The options of every command that speaks to a control plane.
public final class ServerOptions {
  private static final String DEFAULT_PORT = "8470";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The control plane's address (else SKERRY_SERVER, else the current context).")
  private String server = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context from the context file.")
  private String context = "";

  @Option(
      names = "--request-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long one call may take (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Option(
      names = "--as",
      paramLabel = "ACTOR",
      description = "For whom to act, as the history shall tell it (default: your user name here).")
  private String actor = "";

  /// A client of the control plane that options, environment and context file name, in this order.
  public ApiClient connect(Shell shell) {
    return new ApiClient(address(shell), Duration.ofSeconds(Math.max(1, seconds)), actor(shell));
  }

  /// The name to act under. A user name that no header can carry names nobody.
  private String actor(Shell shell) {
    if (!actor.isEmpty() && !NAME.matcher(actor).matches()) {
      throw CommandException.usage("--as: '" + actor + "' must match " + NAME.pattern());
    }
    if (!actor.isEmpty()) {
      return actor;
    }
    return NAME.matcher(shell.user()).matches() ? shell.user() : "";
  }

  private URI address(Shell shell) {
    if (!server.isEmpty()) {
      return checked(server, "--server");
    }
    if (!context.isEmpty()) {
      return named(context, new ContextFile(shell).read());
    }
    String variable = shell.variable("SKERRY_SERVER");
    if (!variable.isEmpty()) {
      return checked(variable, "SKERRY_SERVER");
    }
    Contexts contexts = new ContextFile(shell).read();
    return contexts.current().isEmpty() ? local(shell) : named(contexts.current(), contexts);
  }

  /// The stack of this project if one runs, else where it would be.
  private static URI local(Shell shell) {
    String state = shell.variable("SKERRY_STATE");
    if (!state.isEmpty()) {
      try {
        String described = Files.readString(Path.of(state, "run", "stack.json"));
        return checked(Yaml.parse(described).path("rest").asText(), "SKERRY_STATE");
      } catch (IOException | YamlException notRunning) {
        // Falls through to where it would be.
      }
    }
    String port = shell.variable("SKERRY_REST_PORT");
    return checked(
        "http://127.0.0.1:" + (port.isEmpty() ? DEFAULT_PORT : port), "SKERRY_REST_PORT");
  }

  private static URI named(String name, Contexts contexts) {
    return contexts
        .find(name)
        .orElseThrow(
            () ->
                CommandException.usage(
                    "there is no context '%s'; known: %s"
                        .formatted(name, String.join(", ", contexts.servers().keySet()))));
  }

  /// The address in this text, or a complaint about where it came from.
  static URI checked(String text, String source) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Falls through to the complaint, which serves both.
    }
    throw CommandException.usage(
        source + ": '" + text + "' is no address such as http://127.0.0.1:8470");
  }
}
