package io.skerry.control.api.topology;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.NodeState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How many nodes are in which state.
final class Totals {

  private static final List<NodeState> SHOWN =
      List.of(
          NodeState.READY,
          NodeState.UPDATING,
          NodeState.DEGRADED,
          NodeState.STALE,
          NodeState.LOST,
          NodeState.PENDING);

  private final Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
  private int nodes;

  void add(NodeState state) {
    nodes++;
    counts.merge(state, 1, Integer::sum);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("nodes", nodes);
    SHOWN.forEach(state -> json.put(state.wireName(), counts.getOrDefault(state, 0)));
    return json;
  }
}
