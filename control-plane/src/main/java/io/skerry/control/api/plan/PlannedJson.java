package io.skerry.control.api.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.node.BusyJson;
import io.skerry.control.api.plan.Plan.PlannedRollout;
import io.skerry.policy.rollout.WavePlan;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Rollouts of a plan, and those that a write began, as documents.
public final class PlannedJson {

  private PlannedJson() {}

  /// A rollout that was begun: its identity, what it moves and what it takes over.
  public static ObjectNode begun(Rollout rollout) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("tenant", rollout.metadata().tenant().value())
            .put("name", rollout.metadata().name().value());
    json.setAll(outline(rollout));
    names(json.putArray("supersedes"), rollout.spec().supersedes());
    return json;
  }

  /// A rollout that would be begun, with its waves and everybody in them.
  static ObjectNode of(PlannedRollout planned) {
    ObjectNode json = outline(planned.rollout());
    json.put("plan", planned.waves().digest().hex());
    ArrayNode waves = json.putArray("waves");
    planned.waves().waves().forEach(wave -> waves.add(wave(wave)));
    TrafficSteps steps = TrafficSteps.of(planned.rollout());
    ArrayNode traffic = json.putArray("traffic");
    IntStream.range(1, steps.count() + 1)
        .filter(_ -> steps.count() > 1)
        .mapToObj(step -> steps.percent(step - 1))
        .forEach(percent -> traffic.add(percent));
    names(json.putArray("unreachable"), planned.unreachable());
    names(
        json.putArray("wouldRefuse"),
        planned.refusing().stream().map(Plan.Refusing::node).toList());
    ArrayNode refusals = json.putArray("refusals");
    planned
        .refusing()
        .forEach(
            it ->
                refusals
                    .addObject()
                    .put("node", it.node().value())
                    .put("reason", it.reason())
                    .put("basis", it.basis().name().toLowerCase(Locale.ROOT)));
    BusyJson.add(json.putArray("busy"), planned.busy());
    ArrayNode conflicts = json.putArray("conflicts");
    planned.rollout().spec().supersedes().forEach(it -> conflict(conflicts, it, "supersedes"));
    planned.waitsFor().forEach(it -> conflict(conflicts, it, "waits"));
    return json;
  }

  private static ObjectNode outline(Rollout rollout) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode resources = json.putArray("resources");
    rollout.spec().changes().forEach(change -> resources.add(change.resource().toString()));
    return json.put("strategy", rollout.spec().strategyName().value());
  }

  private static ObjectNode wave(WavePlan.Wave wave) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", wave.name().value())
            .put("count", wave.nodes().size());
    names(json.putArray("nodes"), wave.nodes());
    return json;
  }

  private static void conflict(ArrayNode conflicts, ResourceName rollout, String effect) {
    conflicts.addObject().put("rollout", rollout.value()).put("effect", effect);
  }

  private static void names(ArrayNode array, List<ResourceName> names) {
    names.forEach(name -> array.add(name.value()));
  }
}
