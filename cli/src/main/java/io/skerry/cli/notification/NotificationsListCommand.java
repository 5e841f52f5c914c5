package io.skerry.cli.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.output.OutputOption;
import io.skerry.cli.print.Ages;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Style;
import io.skerry.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists the messages that nobody took yet, the oldest first.
@Command(name = "list", description = "List messages that nobody took yet, the oldest first.")
public final class NotificationsListCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--dead", description = "Only those that are not tried any more.")
  private boolean dead;

  @Mixin private OutputOption output = new OutputOption();

  /// Runs in this shell.
  public NotificationsListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer = server.connect(shell).call(Messages.list(dead));
    JsonNode items = answer.path("items");
    if (output.wroteDocument(answer, shell)) {
      return;
    }
    if (items.isEmpty()) {
      shell.terminal().note("none found");
    } else {
      print(items);
      if (items.size() < answer.path("total").asInt()) {
        shell.terminal().note("the oldest " + items.size() + " of " + answer.path("total").asInt());
      }
    }
  }

  private void print(JsonNode items) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode item : items) {
      rows.add(
          List.of(
              Cell.of(item.path("id").asText()),
              Cell.of(Messages.target(item)),
              Cell.of(item.path("event").asText()),
              Cell.of(item.at("/body/rollout").asText("-")),
              new Cell(Messages.state(item), Messages.isDead(item) ? Style.BAD : Style.BUSY),
              Cell.of(item.path("attempts").asText("0")),
              Cell.of(Ages.since(item.path("at").asText(), shell.clock().instant())),
              Cell.of(item.path("error").asText("-"))));
    }
    shell
        .terminal()
        .table(
            List.of("id", "target", "event", "rollout", "state", "attempts", "age", "error"), rows);
  }
}
