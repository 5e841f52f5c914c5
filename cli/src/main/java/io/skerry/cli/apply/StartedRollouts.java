package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.print.Style;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.rollout.RolloutRef;
import java.util.ArrayList;
import java.util.List;

/// The rollouts that a write began.
///
/// @param rollouts the member `rollouts` of the answer
record StartedRollouts(JsonNode rollouts) {

  /// Those that an answer names.
  static StartedRollouts of(JsonNode answer) {
    return new StartedRollouts(answer.path("rollouts"));
  }

  /// Which they are.
  List<RolloutRef> refs() {
    return rollouts
        .valueStream()
        .map(
            rollout ->
                new RolloutRef(
                    rollout.path("tenant").asText("default"), rollout.path("name").asText()))
        .toList();
  }

  /// What they move, and what they take over.
  List<String> lines(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    for (JsonNode rollout : rollouts) {
      String supersedes = WaveReport.resources(rollout.path("supersedes"));
      lines.add(
          "rollout/%s %s: %s with strategy %s%s"
              .formatted(
                  rollout.path("name").asText(),
                  terminal.styled(Style.GOOD, "started"),
                  WaveReport.resources(rollout.path("resources")),
                  rollout.path("strategy").asText(),
                  supersedes.isEmpty() ? "" : ", supersedes " + supersedes));
    }
    return lines;
  }

  /// How to follow them.
  List<String> hints() {
    return refs().stream()
        .map(rollout -> "watch it: skerry rollout watch " + rollout.name())
        .toList();
  }
}
