package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rollout.view.RolloutPhase;
import io.skerry.cli.rollout.view.RolloutView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether all of these nodes are ready and what was declared has arrived; says how far that is
/// when it changes. Also ends when a rollout stopped, because waiting would not help.
final class FleetWait implements BooleanSupplier {
  private final FleetSetup setup;
  private final List<String> nodes;
  private final Progress progress;
  private final Map<String, String> waitingFor = new TreeMap<>();
  private List<RolloutView> moving = List.of();
  private String said = "";

  FleetWait(FleetSetup setup, List<String> nodes, Progress progress) {
    this.setup = setup;
    this.nodes = List.copyOf(nodes);
    this.progress = progress;
    nodes.forEach(node -> waitingFor.put(node, "nothing heard"));
  }

  @Override
  public boolean getAsBoolean() {
    try {
      moving =
          setup.rollouts().stream()
              .filter(rollout -> rollout.phase() != RolloutPhase.SUCCEEDED)
              .toList();
      setup.nodes().forEach(this::look);
    } catch (ApiException notNow) {
      return false;
    }
    say();
    return isDone() || moving.stream().anyMatch(FleetWait::isStopped);
  }

  /// Whether everything is where it must be.
  boolean isDone() {
    return waitingFor.isEmpty() && moving.isEmpty();
  }

  /// Why it is not.
  String reasons() {
    return Stream.concat(
            waitingFor.entrySet().stream()
                .map(node -> node.getKey() + " (" + node.getValue() + ")"),
            moving.stream().map(FleetWait::standing))
        .collect(Collectors.joining(", "));
  }

  /// One node that is not ready.
  String firstNotReady() {
    return waitingFor.keySet().stream().findFirst().orElse("");
  }

  private void say() {
    int ready = nodes.size() - waitingFor.size();
    String line =
        ready
            + " of "
            + nodes.size()
            + " nodes ready"
            + moving.stream().map(it -> "; " + standing(it)).collect(Collectors.joining());
    if (!line.equals(said) && !isDone()) {
      progress.say("  fleet           " + line);
    }
    said = line;
  }

  private static String standing(RolloutView rollout) {
    return "rollout %s%s%s"
        .formatted(
            rollout.phase().words(),
            rollout
                .currentWave()
                .map(wave -> ", wave %d of %d".formatted(wave.number(), rollout.waves().size()))
                .orElse(""),
            rollout.reason().isEmpty() ? "" : ": " + rollout.reason());
  }

  private static boolean isStopped(RolloutView rollout) {
    return switch (rollout.phase()) {
      case HELD, ROLLED_BACK, ABORTED, SUPERSEDED -> true;
      case PENDING, PROGRESSING, BAKING, AWAITING_APPROVAL, PAUSED, ROLLING_BACK -> false;
      case SUCCEEDED, OTHER -> false;
    };
  }

  /// A node that moves once more is not ready any more.
  private void look(JsonNode node) {
    String name = ExampleDocuments.nameOf(node);
    String state = node.at("/status/state").asText("pending");
    String reason = node.at("/status/reason").asText("");
    if (state.equals("ready")) {
      waitingFor.remove(name);
    } else if (nodes.contains(name)) {
      waitingFor.put(name, reason.isEmpty() ? state : state + ": " + reason);
    }
  }
}
