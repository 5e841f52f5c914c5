package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.output.WideOutputOption;
import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rollout.Following;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.ExitCode;
import io.skerry.cli.shell.Shell;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Declares resources: creates what is missing, changes what differs, all or nothing.
@Command(name = "apply", description = "Declare resources from files, all or nothing.")
public final class ApplyCommand implements Callable<Integer> {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FileOptions files = new FileOptions();
  @Mixin private WideOutputOption output = new WideOutputOption();
  @Mixin private ConsentOption consent = new ConsentOption();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Option(names = "--dry-run", description = "Say what would happen; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--prune",
      description =
          "Also delete resources applied earlier, of these kinds and tenants, that are gone from the files.")
  private boolean prune;

  @Option(
      names = "--plan",
      paramLabel = "DIGEST",
      description =
          "The plan that was agreed on: the rollout holds at its start if its own differs.")
  private String plan = "";

  /// Runs in this shell.
  public ApplyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    ApiClient client = server.connect(shell);
    JsonNode answer = files.read(shell).send(client, "/api/v1/apply", query());
    if (!output.wroteDocument(answer, shell)) {
      report(answer);
    }
    StartedRollouts started = StartedRollouts.of(answer);
    if (!waiting.wait || started.refs().isEmpty()) {
      return ExitCode.DONE.number();
    }
    return new Following(shell, client, waiting.timeout).until(started.refs()).number();
  }

  private void check() {
    if (!plan.isEmpty() && !DIGEST.matcher(plan).matches()) {
      throw CommandException.usage("--plan: 64 hexadecimal digits, as `skerry plan` shows them");
    }
    if (dryRun && waiting.wait) {
      throw CommandException.usage("--wait: a dry run starts nothing to wait for");
    }
  }

  private void report(JsonNode answer) {
    Terminal terminal = shell.terminal();
    answer.path("results").forEach(result -> terminal.line(line(result)));
    StartedRollouts started = StartedRollouts.of(answer);
    started.lines(terminal).forEach(terminal::line);
    PlanReport report = new PlanReport(terminal, NodeNames.of(output));
    JsonNode foreseen = answer.path("plan");
    (dryRun ? report.full(foreseen) : report.summary(foreseen)).forEach(terminal::line);
    if (!waiting.wait) {
      started.hints().forEach(terminal::note);
    }
  }

  private Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    query.put("dryRun", dryRun ? "true" : "");
    query.put("prune", prune ? "true" : "");
    query.put("plan", plan);
    query.put("allowShrink", consent.value());
    query.values().removeIf(String::isEmpty);
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
