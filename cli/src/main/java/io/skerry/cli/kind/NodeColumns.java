package io.skerry.cli.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Cell;
import io.skerry.cli.print.Style;
import java.util.List;

/// What a table shows of nodes.
final class NodeColumns {
  static final String STATE = "state";

  private NodeColumns() {}

  static List<Column> narrow(Column age) {
    return List.of(
        new Column(STATE, (node, now) -> state(node)),
        Column.at("cell", "/spec/cell"),
        Column.digest("snapshot", "/status/applied/snapshot"),
        Column.at("gen", "/status/applied/generation"),
        Column.age("last heard", "/status/lastHeard"),
        age,
        reason());
  }

  static List<Column> wide() {
    return List.of(
        Column.at("zone", "/spec/zone"),
        Column.at("mode", "/spec/mode"),
        Column.digest("desired", "/status/desired/snapshot"),
        Column.at("link", "/status/link"),
        Column.at("health", "/status/healthScore"),
        Column.at("agent", "/status/agentVersion"));
  }

  /// What tells how a node is not where it must be.
  static List<Column> drift() {
    return List.of(
        new Column(STATE, (node, now) -> state(node)),
        Column.at("cell", "/spec/cell"),
        Column.digest("must run", "/status/desired/snapshot"),
        Column.at("gen", "/status/desired/generation"),
        Column.digest("runs", "/status/applied/snapshot"),
        Column.at("gen", "/status/applied/generation"),
        Column.age("for", "/status/drift/since"),
        Column.at("rollout", "/status/desired/rollout"),
        Column.at("reason", "/status/drift/reason"));
  }

  /// Whether a node runs something else than it must, or an older generation of it.
  static boolean drifts(JsonNode node) {
    return node.at("/status/drift").isObject();
  }

  private static Column reason() {
    return Column.text("reason", node -> node.at("/status/reason").asText(""));
  }

  private static Cell state(JsonNode node) {
    String state = node.at("/status/state").asText("-");
    return new Cell(
        state,
        switch (state) {
          case "ready" -> Style.GOOD;
          case "updating", "stale" -> Style.BUSY;
          case "degraded", "lost" -> Style.BAD;
          default -> Style.DIM;
        });
  }
}
