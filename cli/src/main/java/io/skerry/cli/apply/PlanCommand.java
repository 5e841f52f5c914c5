package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.output.WideOutputOption;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.shell.Shell;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tells what applying files would do to which nodes.
@Command(
    name = "plan",
    description = "Show what applying files would change on which nodes, in which waves.")
public final class PlanCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FileOptions files = new FileOptions();
  @Mixin private WideOutputOption output = new WideOutputOption();

  @Option(names = "--prune", description = "As `apply --prune` would.")
  private boolean prune;

  /// Runs in this shell.
  public PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    ApiClient client = server.connect(shell);
    Map<String, String> query = prune ? Map.of("prune", "true") : Map.of();
    JsonNode answer = files.read(shell).send(client, "/api/v1/plan", query);
    if (output.wroteDocument(answer, shell)) {
      return;
    }
    JsonNode plan = answer.has("plan") ? answer.path("plan") : answer;
    new PlanReport(shell.terminal(), NodeNames.of(output))
        .full(plan)
        .forEach(shell.terminal()::line);
    JsonNode rollouts = plan.path("rollouts");
    if (rollouts.size() == 1) {
      shell
          .terminal()
          .note(
              "to hold unless this is what happens: apply --plan "
                  + rollouts.at("/0/plan").asText());
    }
  }
}
