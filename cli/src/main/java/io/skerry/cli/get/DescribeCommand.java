package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.context.ServerOptions;
import io.skerry.cli.context.TenantOption;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rollout.RolloutFinder;
import io.skerry.cli.rollout.view.Board;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.Shell;
import io.skerry.cli.traffic.NodeLines;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Tells everything about one resource, with its recent changes.
@Command(
    name = "describe",
    description = "Tell everything about one resource, with its recent changes.")
public final class DescribeCommand implements Runnable {
  private static final String RECENT = "10";

  private final Shell shell;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "KIND", description = "The kind, such as node or no.")
  private String kind = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "The resource.")
  private String name = "";

  @Mixin private TenantOption tenant = new TenantOption();

  private record Subject(String tenant, String name) {}

  /// Runs in this shell.
  public DescribeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    KindName wanted = KindName.typed(kind);
    ApiClient client = server.connect(shell);
    Subject subject = subject(wanted, client);
    JsonNode resource =
        client.call(ApiRequest.get(wanted.itemPath(subject.tenant(), subject.name())));
    Description description = new Description(shell.clock().instant());
    if (wanted == KindName.ROLLOUT) {
      new Board(shell.terminal(), shell.clock().instant())
          .lines(new RolloutView(resource))
          .forEach(shell.terminal()::line);
    }
    description.of(resource).forEach(shell.terminal()::line);
    if (wanted == KindName.NODE) {
      shell.terminal().line("Traffic, last five minutes:");
      measured(client).forEach(shell.terminal()::line);
    }
    shell.terminal().line("Changes:");
    try {
      description.changes(client.call(history(wanted, subject))).forEach(shell.terminal()::line);
    } catch (ApiException.Refused notNow) {
      shell.terminal().line("  not available: " + notNow.problem().title());
    }
  }

  private List<String> measured(ApiClient client) {
    try {
      return new NodeLines(client.call(ApiRequest.get("/api/v1/traffic").with("node", name)))
          .lines();
    } catch (ApiException.Refused notNow) {
      return List.of("  not available: " + notNow.problem().title());
    }
  }

  /// Rollouts can be named in more ways than others.
  private Subject subject(KindName wanted, ApiClient client) {
    if (wanted != KindName.ROLLOUT) {
      return new Subject(tenant.name(), name);
    }
    RolloutView found = new RolloutFinder(client).find(name);
    return new Subject(found.tenant(), found.name());
  }

  private static ApiRequest history(KindName wanted, Subject subject) {
    String tenant = wanted.hasTenant() ? subject.tenant() + "/" : "";
    String resource = wanted.plural() + "/" + tenant + subject.name();
    ApiRequest request = ApiRequest.get("/api/v1/history").with("limit", RECENT);
    return wanted == KindName.NODE
        ? request.with("node", subject.name())
        : request.with("resource", resource);
  }
}
