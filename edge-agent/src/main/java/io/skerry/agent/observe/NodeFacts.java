package io.skerry.agent.observe;

import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Rejected;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a node knows about itself beside what it serves. Immutable.
///
/// @param rejected the newest ref that it refused, while that ref stands
/// @param link how it stands with the store
/// @param conditions by type
record NodeFacts(Optional<Rejected> rejected, Link link, Map<ConditionType, Condition> conditions) {

  /// The most characters of a condition's message, so that a report with all of them fits in 4 KB.
  private static final int MAX_MESSAGE = 170;

  static final NodeFacts AT_START = new NodeFacts(Optional.empty(), Link.STALE, Map.of());

  NodeFacts withRejected(Rejected next) {
    return new NodeFacts(Optional.of(next), link, conditions);
  }

  /// The current ref is what the node runs.
  NodeFacts settled() {
    return new NodeFacts(Optional.empty(), link, conditions).without(ConditionType.REF_MISSING);
  }

  NodeFacts withLink(Link next) {
    return new NodeFacts(rejected, next, conditions);
  }

  /// Raises a condition; one that is raised already keeps its beginning.
  NodeFacts with(ConditionType type, String message, Instant now) {
    String shown = message.substring(0, Math.min(MAX_MESSAGE, message.length()));
    Instant since = conditions.containsKey(type) ? conditions.get(type).since() : now;
    Map<ConditionType, Condition> next = new EnumMap<>(ConditionType.class);
    next.putAll(conditions);
    next.put(type, new Condition(type.wireName(), shown, since));
    return new NodeFacts(rejected, link, Collections.unmodifiableMap(next));
  }

  NodeFacts without(ConditionType type) {
    if (!conditions.containsKey(type)) {
      return this;
    }
    Map<ConditionType, Condition> next = new EnumMap<>(ConditionType.class);
    next.putAll(conditions);
    next.remove(type);
    return new NodeFacts(rejected, link, Collections.unmodifiableMap(next));
  }

  List<Condition> conditionList() {
    return List.copyOf(conditions.values());
  }
}
