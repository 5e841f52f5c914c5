package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.BusyNode;
import io.skerry.control.fleet.RolloutProgress;
import io.skerry.control.fleet.RolloutProgress.Counts;
import io.skerry.policy.rollout.BudgetUse;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.Rollout;
import java.util.List;
import java.util.stream.IntStream;

/// The `progress` of a rollout as it is shown outside.
final class RolloutJson {

  private static final int MOST_DOMAINS = 20;
  private static final int MOST_NAMES = 5;

  private RolloutJson() {}

  /// Over all nodes, and per wave; nodes that are not to be changed now by name.
  static ObjectNode of(
      Rollout rollout, RolloutProgress progress, List<BudgetUse> budgets, List<BusyNode> delaying) {
    ObjectNode json = counts(progress.all());
    json.put("busy", delaying.size());
    BusyJson.add(
        json.putArray("waitingFor"), delaying.stream().limit(RolloutProgress.MAX_FAILING).toList());
    ArrayNode waves = json.putArray("waves");
    progress.waves().forEach(wave -> waves.add(counts(wave)));
    ArrayNode budget = json.putArray("budget");
    budgets.stream().limit(MOST_DOMAINS).forEach(use -> budget.add(budget(use)));
    TrafficSteps steps = TrafficSteps.of(rollout);
    if (steps.count() > 1) {
      json.set("traffic", traffic(steps, progress));
    }
    return json;
  }

  private static ObjectNode budget(BudgetUse use) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("domain", use.domain())
            .put("nodes", use.nodes())
            .put("allowed", use.allowed())
            .put("away", use.away().size());
    ArrayNode names = json.putArray("names");
    use.away().stream().limit(MOST_NAMES).forEach(name -> names.add(name.value()));
    return json;
  }

  private static ObjectNode traffic(TrafficSteps steps, RolloutProgress progress) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("step", steps.present() + 1)
            .put("behind", progress.behind());
    ArrayNode percents = json.putArray("steps");
    IntStream.range(0, steps.count()).mapToObj(steps::percent).forEach(it -> percents.add(it));
    ArrayNode services = json.putArray("services");
    for (TrafficSteps.Stage stage : steps.stages(steps.present())) {
      ObjectNode shares =
          services.addObject().put("service", stage.service().name().value()).putObject("percent");
      stage
          .shares()
          .byVersion()
          .forEach(
              (version, share) -> shares.put(version.value(), Math.round(share * 10_000) / 100.0));
    }
    return json;
  }

  private static ObjectNode counts(Counts counts) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("members", counts.members())
            .put("updated", counts.updated())
            .put("updating", counts.updating())
            .put("refused", counts.refused())
            .put("unreachable", counts.unreachable())
            .put("pending", counts.pending())
            .put("unheard", counts.unheard());
    ArrayNode failing = json.putArray("failing");
    counts
        .failing()
        .forEach(
            node ->
                failing.addObject().put("node", node.node().value()).put("reason", node.reason()));
    return json;
  }
}
