package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.print.Style;
import io.skerry.cli.shell.Shell;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Declares resources: creates what is missing, changes what differs, all or nothing.
@Command(name = "apply", description = "Declare resources from files, all or nothing.")
public final class ApplyCommand implements Runnable {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FileOptions files = new FileOptions();

  @Option(names = "--dry-run", description = "Say what would happen; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--prune",
      description =
          "Also delete resources applied earlier, of these kinds and tenants, that are gone from the files.")
  private boolean prune;

  /// Runs in this shell.
  public ApplyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode answer = files.read(shell).send(server.connect(shell), "/api/v1/apply", query());
    answer.path("results").forEach(result -> shell.terminal().line(line(result)));
    PlanReport.summary(answer.path("plan")).forEach(shell.terminal()::line);
  }

  private Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    if (dryRun) {
      query.put("dryRun", "true");
    }
    if (prune) {
      query.put("prune", "true");
    }
    return query;
  }

  private String line(JsonNode result) {
    String tenant = result.path("tenant").asText("");
    String resource =
        result.path("kind").asText().toLowerCase(Locale.ROOT)
            + "/"
            + (tenant.isEmpty() ? "" : tenant + "/")
            + result.path("name").asText();
    return resource
        + " "
        + styledAction(result.path("action").asText())
        + (dryRun ? " (dry run)" : "");
  }

  private String styledAction(String action) {
    Style style =
        switch (action) {
          case "created", "updated" -> Style.GOOD;
          case "deleted" -> Style.BAD;
          default -> Style.DIM;
        };
    return shell.terminal().styled(style, action);
  }
}
