package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skerry.cli.document.ManifestReader;
import io.skerry.cli.document.YamlException;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rest.Pages;
import io.skerry.cli.rollout.view.RolloutView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Declares what the examples declare, through the control plane's interface like everybody else.
final class FleetSetup {
  private static final String STEP = "examples";

  /// The server's bound on one bundle, with some room.
  private static final int BUNDLE = 100;

  private final StackConfig config;
  private final ApiClient client;
  private List<String> begun = List.of();

  FleetSetup(StackConfig config) {
    this.config = config;
    this.client = new ApiClient(URI.create(config.rest()), Duration.ofSeconds(30));
  }

  /// Declares everything at first start, and in any case the nodes that shall have agents. Answers
  /// their names.
  List<String> declare(Progress progress) throws StepFailedException {
    try {
      ExampleDocuments examples = read();
      Set<String> present = names("nodes");
      if (present.isEmpty() && names("cells").isEmpty()) {
        apply(examples.others());
        begun = List.copyOf(names("rollouts"));
        progress.say("  examples        " + examples.others().size() + " documents applied");
      }
      List<JsonNode> wanted = examples.nodes(count(examples));
      apply(
          wanted.stream()
              .filter(node -> !present.contains(ExampleDocuments.nameOf(node)))
              .toList());
      List<String> names = wanted.stream().map(ExampleDocuments::nameOf).toList();
      retire(present, names);
      return names;
    } catch (ApiException.Refused refused) {
      throw new StepFailedException(
          STEP, explain(refused), config.layout().log(Launches.CONTROL_PLANE));
    } catch (ApiException | IOException | YamlException failure) {
      throw new StepFailedException(
          STEP, String.valueOf(failure.getMessage()), config.layout().log(Launches.CONTROL_PLANE));
    }
  }

  /// A token with which this node joins.
  String joinToken(String node) {
    return client
        .call(ApiRequest.post("/api/v1/nodes/" + node + "/join-token"))
        .path("token")
        .asText();
  }

  /// The nodes as the control plane sees them now.
  List<JsonNode> nodes() {
    return Pages.fetch(client, ApiRequest.get("/api/v1/nodes")).items();
  }

  /// The rollouts that declaring the examples began, as they are now; none but at first start.
  List<RolloutView> rollouts() {
    if (begun.isEmpty()) {
      return List.of();
    }
    return Pages.fetch(client, ApiRequest.get("/api/v1/rollouts")).items().stream()
        .map(RolloutView::new)
        .filter(rollout -> begun.contains(rollout.name()))
        .toList();
  }

  private int count(ExampleDocuments examples) throws IOException {
    return switch (config.fleet()) {
      case StackConfig.Fleet.None() -> 0;
      case StackConfig.Fleet.Count(int nodes) -> nodes;
      case StackConfig.Fleet.AsBefore() -> {
        int before = agentFolders().size();
        yield before == 0 ? examples.nodes().size() : before;
      }
    };
  }

  /// Nodes whose agent ran before and shall not run any more are not left behind as lost.
  private void retire(Set<String> present, List<String> wanted) throws IOException {
    Set<String> surplus = agentFolders();
    surplus.removeAll(wanted);
    for (String node : surplus) {
      if (present.contains(node)) {
        client.call(ApiRequest.delete("/api/v1/nodes/" + node));
      }
      Folders.delete(config.layout().agentData(node));
    }
  }

  private Set<String> agentFolders() throws IOException {
    Path agents = config.layout().agents();
    if (!Files.isDirectory(agents)) {
      return new TreeSet<>();
    }
    try (Stream<Path> folders = Files.list(agents)) {
      return folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private ExampleDocuments read() throws IOException {
    ManifestReader reader = new ManifestReader(InputStream.nullInputStream());
    // What is meant to be tried out later is not declared at the start.
    Path later = config.examples().resolve("changes");
    return ExampleDocuments.of(
        reader.read(List.of(config.examples().toString())).stream()
            .filter(manifest -> !Path.of(manifest.source()).startsWith(later))
            .toList());
  }

  private Set<String> names(String kinds) {
    return Pages.fetch(client, ApiRequest.get("/api/v1/" + kinds)).items().stream()
        .map(ExampleDocuments::nameOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void apply(List<JsonNode> documents) {
    for (int from = 0; from < documents.size(); from += BUNDLE) {
      ArrayNode bundle = JsonNodeFactory.instance.arrayNode();
      documents.subList(from, Math.min(documents.size(), from + BUNDLE)).forEach(bundle::add);
      client.call(ApiRequest.postJson("/api/v1/apply", bundle.toString()));
    }
  }

  private static String explain(ApiException.Refused refused) {
    String fields =
        refused.problem().errors().stream()
            .map(error -> error.field() + ": " + error.message())
            .collect(Collectors.joining("; "));
    return refused.getMessage() + (fields.isEmpty() ? "" : " (" + fields + ")");
  }
}
