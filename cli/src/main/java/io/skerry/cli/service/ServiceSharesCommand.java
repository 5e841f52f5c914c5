package io.skerry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.context.TenantOption;
import io.skerry.cli.output.OutputOption;
import io.skerry.cli.print.Cell;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows how a service's traffic should be divided among its nodes, and how each number came about.
@Command(
    name = "shares",
    description = "Show which share of a service's traffic each of its nodes should get, and why.")
public final class ServiceSharesCommand implements Runnable {
  private static final double PERCENT = 100;

  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The service.")
  private String name = "";

  @Mixin private TenantOption tenant = new TenantOption();

  @Mixin private OutputOption output = new OutputOption();

  /// Runs in this shell.
  public ServiceSharesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer =
        server
            .connect(shell)
            .call(
                ApiRequest.get(
                    "/api/v1/tenants/" + tenant.name() + "/services/" + name + "/shares"));
    if (output.wroteDocument(answer, shell)) {
      return;
    }
    if (answer.path("nodes").isEmpty()) {
      shell.terminal().note("no node that was ever heard has this service");
    } else {
      print(answer);
    }
  }

  private void print(JsonNode answer) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode node : answer.path("nodes")) {
      rows.add(
          List.of(
              Cell.of(node.path("node").asText()),
              Cell.of(node.path("state").asText("-")),
              Cell.of(percent(node.path("share").asDouble())),
              Cell.of(node.path("weight").asText()),
              Cell.of(node.path("score").asText()),
              Cell.of(node.path("derivation").asText())));
    }
    shell
        .terminal()
        .table(List.of("node", "state", "share", "weight", "score", "derivation"), rows);
    shell.terminal().note("share = " + answer.path("formula").asText());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", share * PERCENT);
  }
}
