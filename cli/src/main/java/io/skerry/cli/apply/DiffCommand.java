package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.document.Comparison;
import io.skerry.cli.document.Manifest;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.print.Style;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.shell.CommandException;
import io.skerry.cli.shell.ExitCode;
import io.skerry.cli.shell.Shell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Compares files with what is declared now, as the server would store them.
@Command(
    name = "diff",
    description = "Show what applying files would change in the resources themselves.")
public final class DiffCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FileOptions files = new FileOptions();

  @Option(names = "--exit-code", description = "Exit with 1 when something differs.")
  private boolean exitCode;

  /// Runs in this shell.
  public DiffCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    ApiClient client = server.connect(shell);
    Bundle bundle = files.read(shell);
    // The whole bundle first: what the server would refuse has no difference to show.
    bundle.send(client, "/api/v1/apply", Map.of("dryRun", "true"));
    boolean differs = false;
    for (Manifest manifest : bundle.manifests()) {
      List<String> lines = compare(client, manifest);
      lines.forEach(line -> shell.terminal().line(shell.terminal().styled(style(line), line)));
      differs |= !lines.isEmpty();
    }
    return (differs && exitCode ? ExitCode.FAILED : ExitCode.DONE).number();
  }

  private static List<String> compare(ApiClient client, Manifest manifest) {
    KindName kind =
        KindName.parse(manifest.kind())
            .orElseThrow(() -> CommandException.failed("unknown kind " + manifest.kind()));
    String path = kind.itemPath(manifest.tenant(), manifest.name());
    JsonNode live = client.find(ApiRequest.get(path)).orElse(MissingNode.getInstance());
    String label = kind.singular() + "/" + manifest.name();
    return Comparison.unified(label, live, stored(client, path, manifest));
  }

  /// The document as the server would store it. One that refers to another document of its bundle
  /// cannot be tried alone, and is compared as written.
  private static JsonNode stored(ApiClient client, String path, Manifest manifest) {
    try {
      JsonNode answer =
          client.call(ApiRequest.putJson(path, manifest.document().toString()).dryRunIf(true));
      return answer.has("resource") ? answer.path("resource") : withoutPlan(answer);
    } catch (ApiException.Refused alone) {
      return manifest.document();
    }
  }

  private static JsonNode withoutPlan(JsonNode answer) {
    return answer instanceof ObjectNode object ? object.deepCopy().without("plan") : answer;
  }

  private static Style style(String line) {
    if (line.startsWith("+")) {
      return Style.GOOD;
    }
    return line.startsWith("-") ? Style.BAD : Style.PLAIN;
  }
}
