package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.shell.Shell;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Tells what applying files would do to which nodes.
@Command(
    name = "plan",
    description = "Show what applying files would change on which nodes; change nothing.")
public final class PlanCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FileOptions files = new FileOptions();

  /// Runs in this shell.
  public PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer = files.read(shell).send(server.connect(shell), "/api/v1/plan", Map.of());
    JsonNode plan = answer.has("plan") ? answer.path("plan") : answer;
    PlanReport.full(plan).forEach(shell.terminal()::line);
  }
}
