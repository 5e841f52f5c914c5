package io.skerry.cli.rollout.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One wave of a rollout.
///
/// @param number its place, from 1
/// @param name of the strategy's wave
/// @param admittedAt RFC 3339; empty before its nodes were allowed to move
/// @param completeAt RFC 3339; empty before its last reachable node had the change
/// @param bake how long it is watched, as the strategy says it
/// @param counts where its nodes stand
/// @param gates the last verdicts
public record WaveView(
    int number,
    String name,
    String admittedAt,
    String completeAt,
    String bake,
    Counts counts,
    List<GateView> gates) {

  /// Copies the list.
  public WaveView {
    gates = List.copyOf(gates);
  }

  /// @param wave the element of `status.waves`
  /// @param progress the element of `progress.waves`
  static WaveView of(int number, JsonNode wave, JsonNode progress, String bake) {
    return new WaveView(
        number,
        wave.path("name").asText(""),
        wave.path("admittedAt").asText(""),
        wave.path("completeAt").asText(""),
        bake,
        progress.isObject() ? Counts.of(progress) : untold(wave.path("nodes").asInt()),
        wave.path("gates").valueStream().map(GateView::of).toList());
  }

  /// Whether its nodes may move.
  boolean isAdmitted() {
    return !admittedAt.isEmpty();
  }

  /// Whether its last reachable node had the change.
  boolean isComplete() {
    return !completeAt.isEmpty();
  }

  /// What became of it when the rollout was turned back; empty for one that never began.
  ///
  /// @param phase one that [RolloutPhase#isTurnedBack]
  String turnedBack(RolloutPhase phase) {
    if (!isAdmitted()) {
      return "";
    }
    if (counts.members() == 0) {
      return "none of its nodes is left";
    }
    String left = "%d of %d still have it".formatted(counts.updated(), counts.members());
    if (phase == RolloutPhase.ROLLING_BACK) {
      return "returns to what it had before, " + left;
    }
    return "returned to what it had before" + (counts.updated() == 0 ? "" : ", " + left);
  }

  private static Counts untold(int nodes) {
    return new Counts(nodes, 0, 0, 0, 0, nodes, 0);
  }
}
