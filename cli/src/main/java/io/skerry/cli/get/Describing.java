package io.skerry.cli.get;

import com.fasterxml.jackson.databind.JsonNode;
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

/// Fetches and tells everything about one resource.
///
/// @param shell where it is told
/// @param client of the control plane
public record Describing(Shell shell, ApiClient client) {

  private static final String RECENT = "10";

  private record Subject(String tenant, String name) {}

  /// Tells it, with the recent changes.
  ///
  /// @param tenant of kinds that have one
  public void tell(KindName kind, String tenant, String name) {
    Subject subject = subject(kind, tenant, name);
    JsonNode resource =
        client.call(ApiRequest.get(kind.itemPath(subject.tenant(), subject.name())));
    Description description = new Description(shell.clock().instant());
    if (kind == KindName.ROLLOUT) {
      new Board(shell.terminal(), shell.clock().instant())
          .lines(new RolloutView(resource))
          .forEach(shell.terminal()::line);
    }
    description.of(resource).forEach(shell.terminal()::line);
    if (kind == KindName.NODE) {
      shell.terminal().line("Traffic, last five minutes:");
      measured(name).forEach(shell.terminal()::line);
    }
    shell.terminal().line("Changes:");
    try {
      description.changes(client.call(history(kind, subject))).forEach(shell.terminal()::line);
    } catch (ApiException.Refused notNow) {
      shell.terminal().line("  not available: " + notNow.problem().title());
    }
  }

  private List<String> measured(String node) {
    try {
      return new NodeLines(client.call(ApiRequest.get("/api/v1/traffic").with("node", node)))
          .lines();
    } catch (ApiException.Refused notNow) {
      return List.of("  not available: " + notNow.problem().title());
    }
  }

  /// Rollouts can be named in more ways than others.
  private Subject subject(KindName kind, String tenant, String name) {
    if (kind != KindName.ROLLOUT) {
      return new Subject(tenant, name);
    }
    RolloutView found = new RolloutFinder(client).find(name);
    return new Subject(found.tenant(), found.name());
  }

  private static ApiRequest history(KindName kind, Subject subject) {
    String tenant = kind.hasTenant() ? subject.tenant() + "/" : "";
    String resource = kind.plural() + "/" + tenant + subject.name();
    ApiRequest request = ApiRequest.get("/api/v1/history").with("limit", RECENT);
    return kind == KindName.NODE
        ? request.with("node", subject.name())
        : request.with("resource", resource);
  }
}
