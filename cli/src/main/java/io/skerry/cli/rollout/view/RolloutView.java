package io.skerry.cli.rollout.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// A rollout's document, read.
///
/// @param document as the control plane answers it
public record RolloutView(JsonNode document) {

  private static final int MOST_DOMAINS = 4;

  /// A node that keeps a rollout from going on.
  ///
  /// @param node which
  /// @param reason why
  public record Failing(String node, String reason) {}

  /// A node that is not to be changed now.
  ///
  /// @param node which
  /// @param reason why
  /// @param until RFC 3339; empty when that is not known
  public record Waiting(String node, String reason, String until) {}

  /// The full name, a ULID.
  public String name() {
    return document.at("/metadata/name").asText("");
  }

  /// Whose resources it moves.
  public String tenant() {
    return document.at("/metadata/tenant").asText("default");
  }

  /// When it was accepted, RFC 3339.
  public String createdAt() {
    return document.at("/metadata/createdAt").asText("");
  }

  /// Where it stands.
  public RolloutPhase phase() {
    return RolloutPhase.of(document.at("/status/phase").asText(""));
  }

  /// Why it stands there; may be empty.
  public String reason() {
    return document.at("/status/reason").asText("");
  }

  /// When the phase began, RFC 3339.
  public String since() {
    return document.at("/status/since").asText("");
  }

  /// The digest of the waves' members; empty before the start.
  public String plan() {
    return document.at("/status/plan").asText("");
  }

  /// The strategy's name.
  public String strategy() {
    return document.at("/spec/strategyName").asText("");
  }

  /// Who changed the resources.
  public String author() {
    return document.at("/spec/author").asText("");
  }

  /// Whether operators' orders are on their way: the phase is about to change.
  public boolean hasOrdersToHandle() {
    return document.at("/spec/orders").size() > document.at("/status/handled").asInt();
  }

  /// The resources that it moves: `policy/rate-limit`, with the tenant where it is not `default`.
  public List<String> resources() {
    return document
        .at("/spec/changes")
        .valueStream()
        .map(change -> resource(change.path("resource")))
        .toList();
  }

  /// The operators' orders, oldest first.
  public List<JsonNode> orders() {
    return document.at("/spec/orders").valueStream().toList();
  }

  /// Where all its nodes stand.
  public Counts counts() {
    return Counts.of(document.path("progress"));
  }

  /// Its waves; none before it was planned.
  public List<WaveView> waves() {
    List<WaveView> waves = new ArrayList<>();
    for (JsonNode wave : document.at("/status/waves")) {
      int index = waves.size();
      JsonNode progress = document.at("/progress/waves").path(index);
      waves.add(WaveView.of(index + 1, wave, progress, bakeOf(wave.path("name").asText(""))));
    }
    return waves;
  }

  /// The last wave whose nodes may move.
  public Optional<WaveView> currentWave() {
    return waves().stream().filter(WaveView::isAdmitted).reduce((_, later) -> later);
  }

  /// Where nodes are away, out of how many may be: `c1 2/5 away (n1, n2)`; empty when nowhere.
  public Optional<String> budget() {
    String domains =
        document
            .at("/progress/budget")
            .valueStream()
            .limit(MOST_DOMAINS)
            .map(RolloutView::budget)
            .collect(Collectors.joining("; "));
    return Optional.of(domains).filter(text -> !text.isEmpty());
  }

  private static String budget(JsonNode domain) {
    String names =
        domain.path("names").valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    int more = domain.path("away").asInt() - domain.path("names").size();
    return "%s %d/%d away (%s%s)"
        .formatted(
            domain.path("domain").asText(""),
            domain.path("away").asInt(),
            domain.path("allowed").asInt(),
            names,
            more > 0 ? " and " + more + " more" : "");
  }

  /// How far requests moved; empty when the rollout moves none in steps.
  public Optional<TrafficView> traffic() {
    JsonNode traffic = document.at("/progress/traffic");
    return traffic.isObject() ? Optional.of(TrafficView.of(traffic)) : Optional.empty();
  }

  /// Nodes that keep it from going on, as many as the control plane tells.
  public List<Failing> failing() {
    return document
        .at("/progress/failing")
        .valueStream()
        .map(node -> new Failing(node.path("node").asText(""), node.path("reason").asText("")))
        .toList();
  }

  /// Nodes that are not to be changed now and lack the change, as many as the control plane tells.
  public List<Waiting> waitingFor() {
    return document
        .at("/progress/waitingFor")
        .valueStream()
        .map(
            node ->
                new Waiting(
                    node.path("node").asText(""),
                    node.path("reason").asText(""),
                    node.path("until").asText("")))
        .toList();
  }

  /// How many there are of those.
  public int busy() {
    return document.at("/progress/busy").asInt();
  }

  /// The resource that a rollout is looked up by: that of its first change.
  String lookup() {
    List<String> resources = resources();
    return resources.isEmpty() ? name() : resources.getFirst();
  }

  private String bakeOf(String wave) {
    if (wave.startsWith("traffic-")) {
      return orStrategys(document.at("/spec/strategy/traffic/bake").asText(""));
    }
    return document
        .at("/spec/strategy/waves")
        .valueStream()
        .filter(declared -> declared.path("name").asText("").equals(wave))
        .map(declared -> declared.path("bake").asText(""))
        .collect(Collectors.collectingAndThen(Collectors.joining(), this::orStrategys));
  }

  private String orStrategys(String bake) {
    return bake.isEmpty() ? document.at("/spec/strategy/bake").asText("") : bake;
  }

  private static String resource(JsonNode id) {
    String tenant = id.path("tenant").asText("default");
    return id.path("kind").asText("").toLowerCase(Locale.ROOT)
        + "/"
        + (tenant.equals("default") ? "" : tenant + "/")
        + id.path("name").asText("");
  }
}
