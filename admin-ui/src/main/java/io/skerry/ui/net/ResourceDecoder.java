package io.skerry.ui.net;

import static io.skerry.ui.net.JsonFields.instant;
import static io.skerry.ui.net.JsonFields.location;
import static io.skerry.ui.net.JsonFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.ui.state.CellName;
import io.skerry.ui.state.CellView;
import io.skerry.ui.state.Cloud;
import io.skerry.ui.state.NodeName;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Rejection;
import io.skerry.ui.state.Resource;
import io.skerry.ui.state.Revision;
import io.skerry.ui.state.RolloutView;
import io.skerry.ui.state.SnapshotMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns resource documents into what the console shows. Pure; unknown fields and kinds are no
/// error.
public final class ResourceDecoder {

  private static final long MICROS_TO_NANOS = 1_000;

  private ResourceDecoder() {}

  /// Reads one resource document.
  public static Resource decode(JsonNode document) {
    JsonNode metadata = document.path("metadata");
    String name = text(metadata, "name");
    return switch (text(document, "kind")) {
      case "Node" -> new Resource.OfNode(node(new NodeName(name), document));
      case "Cell" -> new Resource.OfCell(cell(new CellName(name), document));
      case "Rollout" -> new Resource.OfRollout(rollout(path(metadata, name), document));
      case String kind -> other(kind, metadata, name);
    };
  }

  private static Resource other(String kind, JsonNode metadata, String name) {
    return new Resource.Other(kind, path(metadata, name), metadata.path("generation").asLong());
  }

  private static String path(JsonNode metadata, String name) {
    String tenant = text(metadata, "tenant");
    return tenant.isEmpty() ? name : tenant + "/" + name;
  }

  private static RolloutView rollout(String path, JsonNode document) {
    JsonNode status = document.path("status");
    JsonNode waves = status.path("waves");
    int admitted = 0;
    for (JsonNode wave : waves) {
      admitted += wave.path("admittedAt").isTextual() ? 1 : 0;
    }
    return new RolloutView(
        path,
        subject(document.path("spec").path("changes")),
        text(status, "phase"),
        admitted,
        waves.size(),
        text(status, "reason"));
  }

  private static String subject(JsonNode changes) {
    JsonNode first = changes.path(0).path("resource");
    String named = (text(first, "kind") + " " + text(first, "name")).strip();
    return changes.size() > 1 ? named + " + " + (changes.size() - 1) : named;
  }

  private static CellView cell(CellName name, JsonNode document) {
    JsonNode spec = document.path("spec");
    return new CellView(
        name,
        Cloud.ofWire(text(spec, "cloud")),
        text(spec, "region"),
        location(spec),
        source(document));
  }

  private static NodeView node(NodeName name, JsonNode document) {
    JsonNode spec = document.path("spec");
    JsonNode status = document.path("status");
    return new NodeView(
        name,
        new CellName(text(spec, "cell")),
        new NodeView.Place(
            text(spec, "zone"), spec.path("location").path("city").asText(""), location(spec)),
        health(status),
        config(status),
        agent(document, spec, status),
        source(document));
  }

  private static NodeView.Health health(JsonNode status) {
    var conditions = new ArrayList<NodeView.Condition>();
    for (JsonNode condition : status.path("conditions")) {
      conditions.add(
          new NodeView.Condition(
              text(condition, "type"), text(condition, "message"), instant(condition, "since")));
    }
    return new NodeView.Health(
        NodeState.ofWire(text(status, "state")).orElse(NodeState.PENDING),
        text(status, "reason"),
        instant(status, "since"),
        instant(status, "lastHeard"),
        List.copyOf(conditions));
  }

  private static NodeView.Config config(JsonNode status) {
    return new NodeView.Config(
        mark(status.path("desired"), "issuedAt"),
        mark(status.path("applied"), "at"),
        rejection(status.path("rejected")));
  }

  private static Optional<SnapshotMark> mark(JsonNode mark, String timeField) {
    if (text(mark, "snapshot").isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> took =
        mark.path("durationMicros").isNumber()
            ? Optional.of(Duration.ofNanos(mark.path("durationMicros").asLong() * MICROS_TO_NANOS))
            : Optional.empty();
    return Optional.of(
        new SnapshotMark(
            text(mark, "snapshot"),
            mark.path("generation").asLong(),
            instant(mark, timeField),
            took));
  }

  private static Optional<Rejection> rejection(JsonNode rejected) {
    if (text(rejected, "code").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection(
            text(rejected, "snapshot"),
            rejected.path("generation").asLong(),
            text(rejected, "code"),
            text(rejected, "message"),
            instant(rejected, "at")));
  }

  private static NodeView.Agent agent(JsonNode document, JsonNode spec, JsonNode status) {
    Map<String, String> labels = new HashMap<>();
    document
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new NodeView.Agent(
        text(status, "agentVersion"),
        text(spec, "mode"),
        text(status, "link"),
        status.path("healthScore").asInt(-1),
        labels);
  }

  private static NodeView.Source source(JsonNode document) {
    return new NodeView.Source(
        new Revision(document.path("metadata").path("resourceVersion").asText("")),
        document.toString());
  }
}
