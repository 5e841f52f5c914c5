package io.skerry.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.print.Ages;
import io.skerry.cli.rollout.view.Advice;
import io.skerry.cli.rollout.view.Board;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.Shell;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows one rollout as it is now, with what operators ordered and what can be done.
@Command(name = "status", description = "Show one rollout as it is now.")
public final class RolloutStatusCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The rollout, or kind/name of a resource.")
  private String name = "";

  /// Runs in this shell.
  public RolloutStatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    RolloutFinder finder = new RolloutFinder(server.connect(shell));
    RolloutView found = finder.find(name);
    RolloutView rollout = finder.read(found.tenant(), found.name());
    Instant now = shell.clock().instant();
    new Board(shell.terminal(), now).lines(rollout).forEach(shell.terminal()::line);
    rollout.orders().forEach(order -> shell.terminal().line("  order    " + order(order, now)));
    if (!rollout.plan().isEmpty()) {
      shell.terminal().line("  plan     " + rollout.plan());
    }
    Advice.on(rollout).forEach(line -> shell.terminal().line("  " + line));
  }

  private static String order(JsonNode order, Instant now) {
    String reason = order.path("reason").asText("");
    return "%s by %s %s ago%s"
        .formatted(
            order.path("verb").asText(),
            order.path("actor").asText(),
            Ages.since(order.path("at").asText(""), now),
            reason.isEmpty() ? "" : ": " + reason);
  }
}
