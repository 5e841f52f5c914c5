package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Admission.Move;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The moves of one pass, and the room that is left. At most one move for each node.
final class Allotment {

  private final Instant now;
  private final Room room;
  private final Map<ResourceName, Move> moves = new LinkedHashMap<>();
  private final Map<ResourceName, Map<ResourceName, Integer>> waves = new HashMap<>();

  Allotment(FleetSight fleet, Instant now) {
    this.now = now;
    this.room = new Room(fleet);
  }

  Instant now() {
    return now;
  }

  Room room() {
    return room;
  }

  List<Move> moves() {
    return List.copyOf(moves.values());
  }

  boolean isTaken(NodeSight node) {
    return moves.containsKey(node.name());
  }

  /// Takes the room for a node that moves for a rollout, if there is.
  boolean hasRoom(NodeSight node, RolloutSight rollout) {
    RolloutStrategy.Spec strategy = rollout.rollout().spec().strategy();
    return room.take(node, strategy.domain(), strategy.maxUnavailable());
  }

  /// A ref is never dated before the order to try again that it follows, else it would be tried
  /// again and again while clocks differ.
  void add(NodeSight node, RolloutSight sight, Set<ResourceName> carries, Ref.Reason kind) {
    Instant issued = Orders.lastRetry(sight.rollout()).filter(now::isBefore).orElse(now);
    int last = Math.max(0, sight.members().size() - 1);
    int admitted = sight.rollout().status().admitted();
    int wave =
        admitted > sight.members().size()
            ? admitted - 1
            : waves
                .computeIfAbsent(sight.name(), _ -> index(sight))
                .getOrDefault(node.name(), last);
    add(new Move(node.name(), carries, sight.name().value(), wave, kind, issued));
  }

  void add(Move move) {
    moves.put(move.node(), move);
  }

  private static Map<ResourceName, Integer> index(RolloutSight sight) {
    Map<ResourceName, Integer> index = new HashMap<>();
    for (int wave = 0; wave < sight.members().size(); wave++) {
      for (ResourceName node : sight.members().get(wave)) {
        index.put(node, wave);
      }
    }
    return index;
  }
}
