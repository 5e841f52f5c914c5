package io.skerry.cli.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.output.OutputOption;
import io.skerry.cli.print.Cell;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rollout.DurationConverter;
import io.skerry.cli.shell.Shell;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows requests by service and version.
@Command(
    name = "traffic",
    description = "Show requests by service and version: shares, errors, latency, canary markers.")
public final class TrafficCommand implements Runnable {

  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = {"-t", "--tenant"},
      paramLabel = "NAME",
      description = "Only services of this tenant.")
  private String tenant = "";

  @Option(names = "--service", paramLabel = "NAME", description = "Only this service.")
  private String service = "";

  @Option(names = "--node", paramLabel = "NAME", description = "What one node served in all.")
  private String node = "";

  @Option(
      names = "--last",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "How far back, such as 90s, 2h or 7d (default: ${DEFAULT-VALUE}).")
  private Duration last = Duration.ofMinutes(5);

  @Mixin private OutputOption output = new OutputOption();

  /// Runs in this shell.
  public TrafficCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer = server.connect(shell).call(request());
    if (!output.wroteDocument(answer, shell)) {
      table(answer);
    }
  }

  private ApiRequest request() {
    return ApiRequest.get("/api/v1/traffic")
        .with("from", shell.clock().instant().minus(last).toString())
        .with("tenant", tenant)
        .with("service", service)
        .with("node", node);
  }

  private void table(JsonNode answer) {
    if (!node.isEmpty()) {
      new NodeLines(answer).lines().forEach(shell.terminal()::line);
      return;
    }
    List<List<Cell>> rows = VersionRows.of(answer);
    if (rows.isEmpty()) {
      shell.terminal().note("no node reported requests in this time");
      return;
    }
    shell.terminal().table(VersionRows.TITLES, rows);
  }
}
