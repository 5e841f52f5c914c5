package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.document.Manifest;
import io.skerry.cli.document.ManifestReader;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells what runs where, and what to try next.
///
/// @param terminal where to tell it
/// @param folder the stack
record Summary(Terminal terminal, StackFolder folder) {

  /// Tells about the running stack; about nothing when none runs.
  void print() throws IOException {
    Optional<StackState> running = StackState.running(folder.layout());
    if (running.isEmpty()) {
      return;
    }
    terminal.line("");
    parts(terminal, running.get());
    terminal.line("");
    terminal.line("Try next:");
    terminal.line("  ./skerry get nodes -w");
    for (Path file : change().stream().toList()) {
      Path shown = folder.project().relativize(file);
      terminal.line("  ./skerry plan -f " + shown);
      terminal.line("  ./skerry apply -f " + shown);
      for (Manifest changed :
          new ManifestReader(InputStream.nullInputStream()).read(List.of(file.toString()))) {
        terminal.line(
            "  ./skerry rollout watch "
                + changed.kind().toLowerCase(Locale.ROOT)
                + "/"
                + changed.name());
      }
    }
    lookup(running.get()).ifPresent(address -> terminal.line("  curl -i " + address));
    hello(running.get()).ifPresent(address -> terminal.line("  curl -i " + address));
    terminal.line("Stop everything with ./skerry down.");
  }

  /// A table of the servers.
  static void parts(Terminal terminal, StackState state) {
    List<List<Cell>> rows = state.parts().stream().map(Summary::row).toList();
    terminal.table(List.of("part", "state", "pid", "address", "restarts", "log"), rows);
  }

  private static List<Cell> row(StackState.PartState part) {
    return List.of(
        Cell.of(part.name()),
        part.isAlive() ? new Cell("running", Style.GOOD) : new Cell("down", Style.BAD),
        Cell.of(part.pid() == 0 ? "-" : String.valueOf(part.pid())),
        Cell.of(part.address()),
        Cell.of(String.valueOf(part.restarts())),
        Cell.of(part.log()));
  }

  private Optional<Path> change() throws IOException {
    Path changes = folder.project().resolve("examples").resolve("changes");
    if (!Files.isDirectory(changes)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(changes)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().findFirst();
    }
  }

  /// The example service on the first agent's gateway.
  private Optional<String> hello(StackState state) {
    boolean hasUpstream =
        state.parts().stream().anyMatch(part -> part.name().equals(Launches.HELLO));
    return state.parts().stream()
        .filter(StackState.PartState::isAgent)
        .findFirst()
        .filter(_ -> hasUpstream)
        .map(agent -> folder.layout().agentData(agent.name().substring("agent-".length())))
        .map(data -> new AgentAddress(data.resolve("gateway.address"), 0) + "/default/hello/");
  }

  /// What the first agent answers about a service that has a policy.
  private Optional<String> lookup(StackState state) {
    Optional<StackState.PartState> agent =
        state.parts().stream().filter(StackState.PartState::isAgent).findFirst();
    if (agent.isEmpty()) {
      return Optional.empty();
    }
    try {
      ApiClient client = new ApiClient(URI.create(state.rest()), Duration.ofSeconds(5));
      String node = agent.get().name().substring("agent-".length());
      String cell = client.call(ApiRequest.get("/api/v1/nodes/" + node)).at("/spec/cell").asText();
      String region =
          client.call(ApiRequest.get("/api/v1/cells/" + cell)).at("/spec/region").asText();
      JsonNode policy =
          client.call(ApiRequest.get("/api/v1/policies").with("limit", "1")).at("/items/0");
      return Optional.of(
          "%s/v1/config/%s/%s"
              .formatted(agent.get().address(), region, policy.at("/spec/service").asText()));
    } catch (ApiException notNow) {
      return Optional.of(agent.get().address() + "/v1/snapshot");
    }
  }
}
