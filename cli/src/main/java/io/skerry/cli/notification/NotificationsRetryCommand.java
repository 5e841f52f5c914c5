package io.skerry.cli.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has messages tried again from the beginning.
@Command(
    name = "retry",
    description = "Try messages again from the beginning, also dead ones.",
    footer = "%nThe leader looks at them within half a minute.")
public final class NotificationsRetryCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The messages.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--dead", description = "All that are not tried any more.")
  private boolean dead;

  /// Runs in this shell.
  public NotificationsRetryCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (ids.isEmpty() == !dead) {
      throw CommandException.usage("name messages, or say --dead for all dead ones");
    }
    ApiClient client = server.connect(shell);
    List<String> wanted = dead ? dead(client) : ids;
    for (String id : wanted) {
      JsonNode message = client.call(Messages.retry(id));
      shell.terminal().line(id + " to " + Messages.target(message) + " is tried again");
    }
    if (wanted.isEmpty()) {
      shell.terminal().note("none found");
    }
  }

  private static List<String> dead(ApiClient client) {
    List<String> found = new ArrayList<>();
    client.call(Messages.list(true)).path("items").forEach(it -> found.add(it.path("id").asText()));
    return found;
  }
}
