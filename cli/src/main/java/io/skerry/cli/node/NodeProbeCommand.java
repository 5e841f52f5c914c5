package io.skerry.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.output.OutputOption;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Style;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Probes one node now and tells what happened.
@Command(
    name = "probe",
    description = "Try a node's probes now, and tell what happened.",
    footer = "%nExits with 0 when all passed, with 1 when one failed.")
public final class NodeProbeCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The node.")
  private String name = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Of one attempt, such as 500ms or 2s (else each probe's own).")
  private String timeout = "";

  @Option(
      names = "--retries",
      paramLabel = "COUNT",
      description = "Attempts after a failed one (else each probe's own).")
  private String retries = "";

  @Mixin private OutputOption output = new OutputOption();

  /// Runs in this shell.
  public NodeProbeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer =
        server
            .connect(shell)
            .call(
                ApiRequest.post("/api/v1/nodes/" + name + "/probe")
                    .with("timeout", timeout)
                    .with("retries", retries));
    if (!output.wroteDocument(answer, shell)) {
      print(answer);
    }
    if (!answer.path("passed").asBoolean()) {
      throw CommandException.failed("node " + name + " did not pass every probe");
    }
  }

  private void print(JsonNode answer) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode result : answer.path("results")) {
      rows.add(
          List.of(
              Cell.of(result.path("probe").asText()),
              Cell.of(result.path("check").asText()),
              outcome(result.path("outcome").asText()),
              Cell.of(result.path("attempts").asText()),
              Cell.of(result.path("durationMillis").asText() + " ms"),
              Cell.of(result.path("message").asText()),
              Cell.of(result.path("target").asText())));
    }
    shell
        .terminal()
        .table(List.of("probe", "check", "outcome", "attempts", "took", "message", "target"), rows);
    shell.terminal().note("tried by replica " + answer.path("replica").asText());
  }

  private static Cell outcome(String outcome) {
    return new Cell(outcome, outcome.equals("passed") ? Style.GOOD : Style.BAD);
  }
}
