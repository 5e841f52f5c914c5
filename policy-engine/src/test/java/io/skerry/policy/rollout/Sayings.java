package io.skerry.policy.rollout;

import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Starts;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What nodes say.
final class Sayings {

  private Sayings() {}

  static NodeStatus applied(Ref ref, Instant now) {
    return new NodeStatus(
        ref.node(),
        "cp-1",
        "boot-1",
        "1.0",
        Optional.of(new NodeStatus.Applied(ref.snapshot(), ref.generation(), 1000, now)),
        Optional.empty(),
        NodeStatus.Link.CONNECTED,
        100,
        NodeStatus.Reachability.HEARD,
        List.of(),
        now);
  }

  static NodeStatus refusing(NodeStatus said, Ref ref, Instant now) {
    return new NodeStatus(
        said.node(),
        said.replica(),
        said.bootId(),
        said.agentVersion(),
        said.applied(),
        Optional.of(
            new NodeStatus.Rejected(ref.snapshot(), ref.generation(), "bad-entry", "no", now)),
        said.link(),
        said.healthScore(),
        said.reachability(),
        said.conditions(),
        now);
  }

  static NodeStatus reachable(NodeStatus said, NodeStatus.Reachability reachability, Instant now) {
    return new NodeStatus(
        said.node(),
        said.replica(),
        said.bootId(),
        said.agentVersion(),
        said.applied(),
        said.rejected(),
        said.link(),
        said.healthScore(),
        reachability,
        said.conditions(),
        now);
  }

  static NodeStatus shared(NodeStatus said, boolean shared, Instant now) {
    Starts starts =
        new Starts(
            List.of("boot-0"),
            shared ? Optional.of(new NodeStatus.Shared(now, now)) : Optional.empty());
    return said.withFindings(said.findings().withStarts(starts), now);
  }

  static NodeStatus feeling(NodeStatus said, int health, List<String> conditions, Instant now) {
    return new NodeStatus(
        said.node(),
        said.replica(),
        said.bootId(),
        said.agentVersion(),
        said.applied(),
        said.rejected(),
        said.link(),
        health,
        said.reachability(),
        conditions.stream().map(type -> new NodeStatus.Condition(type, "", now)).toList(),
        now);
  }

  /// Nodes that are to be left alone until then.
  static Map<ResourceName, Availability> availability(
      Map<ResourceName, Availability.Free> next, Instant now) {
    Map<ResourceName, Availability> all = new HashMap<>();
    next.forEach(
        (node, free) ->
            all.put(
                node,
                now.isBefore(free.since())
                    ? new Availability.Busy(free.since(), "outside its maintenance windows")
                    : free));
    return all;
  }
}
