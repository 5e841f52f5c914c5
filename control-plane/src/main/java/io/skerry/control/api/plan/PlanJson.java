package io.skerry.control.api.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.policy.plan.FleetDiff;
import io.skerry.policy.plan.SnapshotDiff;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Plans as documents.
public final class PlanJson {

  private PlanJson() {}

  /// How many nodes move, where, in which waves, and what looks wrong.
  public static ObjectNode summary(Plan plan) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("affectedNodes", plan.diff().affectedNodes())
            .put("changedSnapshots", plan.diff().moves().size());
    json.set("byCell", counts(plan, cell -> cell.metadata().name().value()));
    json.set("byCloud", counts(plan, cell -> cell.spec().cloud().name().toLowerCase(Locale.ROOT)));
    ArrayNode warnings = json.putArray("warnings");
    plan.warnings().forEach(warning -> warnings.add(warning.resource() + " " + warning.message()));
    ArrayNode rollouts = json.putArray("rollouts");
    plan.rollouts().forEach(rollout -> rollouts.add(PlannedJson.of(rollout)));
    ArrayNode shrink = json.putArray("shrink");
    plan.shrinking()
        .forEach(
            it ->
                shrink
                    .addObject()
                    .put("resource", it.resource().toString())
                    .put("message", it.message())
                    .put("consent", "allow-shrink"));
    return json;
  }

  /// The summary with the difference of each distinct snapshot.
  public static ObjectNode detail(Plan plan) {
    ObjectNode json = summary(plan);
    ArrayNode snapshots = json.putArray("snapshots");
    plan.diff().moves().forEach(move -> snapshots.add(move(move)));
    return json;
  }

  /// The lists `added`, `removed` and `changed` of a difference.
  public static ObjectNode diff(SnapshotDiff diff) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("added", entries(diff.added()));
    json.set("removed", entries(diff.removed()));
    ArrayNode changed = json.putArray("changed");
    for (SnapshotDiff.Changed change : diff.changed()) {
      changed
          .addObject()
          .put("tenant", change.to().tenant().value())
          .put("name", change.to().name())
          .put("from", change.from().blob().hex())
          .put("to", change.to().blob().hex());
    }
    return json;
  }

  /// Snapshot entries as documents.
  public static ArrayNode entries(List<Snapshot.Entry> entries) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Snapshot.Entry entry : entries) {
      json.addObject()
          .put("tenant", entry.tenant().value())
          .put("name", entry.name())
          .put("kind", entry.kind().wireName())
          .put("blob", entry.blob().hex())
          .put("size", entry.size());
    }
    return json;
  }

  private static ObjectNode move(FleetDiff.Move move) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    move.from().ifPresent(digest -> json.put("digestFrom", digest.hex()));
    move.to().ifPresent(digest -> json.put("digestTo", digest.hex()));
    ArrayNode nodes = json.putArray("nodes");
    move.nodes().forEach(node -> nodes.add(node.value()));
    json.setAll(diff(move.diff()));
    return json;
  }

  private static ObjectNode counts(Plan plan, Function<Cell, String> group) {
    Map<String, Integer> counts = new TreeMap<>();
    plan.diff().moves().stream()
        .flatMap(move -> move.nodes().stream())
        .flatMap(node -> cellOf(node, plan).stream())
        .forEach(cell -> counts.merge(group.apply(cell), 1, Integer::sum));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    counts.forEach(json::put);
    return json;
  }

  private static Optional<Cell> cellOf(ResourceName node, Plan plan) {
    return plan.after().node(node).flatMap(declared -> plan.after().cell(declared.spec().cell()));
  }
}
