package io.skerry.policy.rollout.sim;

import io.skerry.policy.freeze.Opening;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.upkeep.Availability;
import io.skerry.policy.upkeep.ChangeTimes;
import io.skerry.schema.model.FreezeWindow.When.Recurring;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Maintenance windows and wishes of simulated nodes: some may be changed in the first minutes of
/// each third of an hour only.
final class SimUpkeep {

  private static final long MINUTE = 60;
  private static final long EVERY = 20;
  private static final long OPEN = 6;

  private static final List<Recurring> WINDOWS =
      List.of(new Recurring("*/20 * * * *", ZoneOffset.UTC, Duration.ofMinutes(OPEN)));

  /// Nothing about these windows changes within a minute.
  private static final Map<Long, Opening> BY_MINUTE = new ConcurrentHashMap<>();

  private SimUpkeep() {}

  /// The same node with windows.
  static Node windowed(Node node) {
    Node.Spec spec = node.spec();
    return new Node(
        node.metadata(),
        new Node.Spec(
            spec.cell(),
            spec.zone(),
            spec.location(),
            spec.city(),
            spec.mode(),
            spec.weight(),
            spec.capacity(),
            new Node.Upkeep(WINDOWS, List.of())));
  }

  /// What a controller takes for it, by node; without nodes that may always be changed.
  static Map<ResourceName, Availability> of(
      List<Node> declared, Map<ResourceName, NodeStatus> said, Instant now) {
    Map<ResourceName, Availability> all = new HashMap<>();
    for (Node node : declared) {
      Optional<Opening> windows =
          node.spec().upkeep().maintenance().isEmpty() ? Optional.empty() : Optional.of(at(now));
      Optional<NodeStatus.Deferral> wish =
          Optional.ofNullable(said.get(node.metadata().name())).flatMap(NodeStatus::deferral);
      if (windows.isPresent() || wish.isPresent()) {
        all.put(node.metadata().name(), new ChangeTimes(windows, wish).at(now));
      }
    }
    return all;
  }

  private static Opening at(Instant now) {
    long minute = now.getEpochSecond() / MINUTE;
    return BY_MINUTE.computeIfAbsent(
        minute, it -> Opening.at(WINDOWS, Instant.ofEpochSecond(it * MINUTE)));
  }

  /// Whether a node is to be left alone, worked out in another way.
  static boolean isBusy(Optional<Node> declared, NodeSight seen, Instant now) {
    boolean isOutside =
        declared.filter(node -> !node.spec().upkeep().maintenance().isEmpty()).isPresent()
            && Math.floorMod(now.getEpochSecond() / MINUTE, EVERY) >= OPEN;
    return isOutside
        || seen.facts()
            .status()
            .flatMap(NodeStatus::deferral)
            .filter(it -> now.isBefore(it.until()))
            .isPresent();
  }
}
