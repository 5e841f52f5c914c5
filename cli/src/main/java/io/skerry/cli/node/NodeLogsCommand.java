package io.skerry.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.output.OutputOption;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Fetches lines of a node's request log.
@Command(
    name = "logs",
    description = "Fetch lines of a node's request log from the node.",
    footer = "%nThe node sends them with its next report, within some ten seconds.")
public final class NodeLogsCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "NAME", description = "The node.")
  private String name = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "How far back, such as 30s or 10m, at most 2h (default 10m).")
  private String since = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The beginning instead, such as 2026-11-20T14:03:00Z.")
  private String from = "";

  @Option(names = "--to", paramLabel = "TIME", description = "The end (default now).")
  private String to = "";

  @Option(
      names = "--limit",
      paramLabel = "COUNT",
      description = "The newest so many lines, at most 1000 (default 200).")
  private String limit = "";

  @Mixin private OutputOption output = new OutputOption();

  /// Runs in this shell.
  public NodeLogsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer =
        server
            .connect(shell)
            .call(
                ApiRequest.get("/api/v1/nodes/" + name + "/logs")
                    .with("since", since)
                    .with("from", from)
                    .with("to", to)
                    .with("limit", limit));
    if (output.wroteDocument(answer, shell)) {
      return;
    }
    answer.path("lines").forEach(line -> shell.terminal().line(line.asText()));
    if (answer.path("truncated").asBoolean()) {
      shell.terminal().note("there are older lines in this window: ask with --limit or --to");
    } else if (answer.path("lines").isEmpty()) {
      shell.terminal().note("no request was answered in this window");
    }
  }
}
