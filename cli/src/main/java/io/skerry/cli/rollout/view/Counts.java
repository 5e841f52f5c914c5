package io.skerry.cli.rollout.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// How many nodes of a rollout, or of one wave, stand where.
///
/// @param members all of them
/// @param updated run the change
/// @param updating were told, and have not answered yet
/// @param refused said no
/// @param unreachable have not been heard
/// @param pending have not been told yet
/// @param unheard those of the updated ones that are not heard now
public record Counts(
    int members,
    int updated,
    int updating,
    int refused,
    int unreachable,
    int pending,
    int unheard) {

  /// What a document's `progress` says; zeros when it says nothing.
  static Counts of(JsonNode progress) {
    return new Counts(
        progress.path("members").asInt(),
        progress.path("updated").asInt(),
        progress.path("updating").asInt(),
        progress.path("refused").asInt(),
        progress.path("unreachable").asInt(),
        progress.path("pending").asInt(),
        progress.path("unheard").asInt());
  }

  /// How many can be told anything now.
  public int reachable() {
    return members - unreachable - unheard;
  }

  /// Those that are not updated, by why: `2 updating, 1 to come`; empty when there are none.
  ///
  /// @param phase of the rollout: in one that is over nothing is to come
  String others(RolloutPhase phase) {
    List<String> parts = new ArrayList<>();
    add(parts, updating, "updating");
    add(parts, refused, "refused");
    add(parts, unreachable, "unreachable");
    add(parts, unheard, "updated but not heard");
    add(parts, phase.isActive() ? pending : 0, "to come");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
