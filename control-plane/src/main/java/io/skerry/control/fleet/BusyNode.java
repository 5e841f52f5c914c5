package io.skerry.control.fleet;

import io.skerry.policy.freeze.Opening;
import io.skerry.policy.rollout.Admission;
import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.policy.upkeep.Availability;
import io.skerry.policy.upkeep.ChangeTimes;
import io.skerry.schema.model.FreezeWindow.When;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A node that is not to be changed now: it is outside its maintenance windows, or asked for it.
///
/// @param node which
/// @param until when this is looked at again; [Instant#MAX] when no window ever opens
/// @param reason for people
public record BusyNode(ResourceName node, Instant until, String reason) {

  /// Which of these nodes are not to be changed now, in their order.
  public static List<BusyNode> among(Stream<ResourceName> nodes, FleetImage image, Instant now) {
    Map<List<When.Recurring>, Opening> openings = new HashMap<>();
    return nodes.flatMap(it -> of(it, image, openings, now).stream()).toList();
  }

  /// The nodes that a rollout waits for, or will have to: its members that lack the change, or the
  /// present step of it. None when it is over, and none for an emergency.
  public static List<BusyNode> delaying(Rollout rollout, FleetImage image, Instant now) {
    if (!rollout.isActive() || rollout.spec().strategyName().equals(Admission.BREAKGLASS)) {
      return List.of();
    }
    TrafficSteps steps = TrafficSteps.of(rollout);
    Stream<ResourceName> lacking =
        image
            .wavesOf(rollout.id())
            .flatMap(wave -> wave.nodes().stream())
            .filter(it -> !has(rollout, steps, image.refs().get(it).map(Versioned::value)));
    return among(lacking, image, now);
  }

  private static boolean has(Rollout rollout, TrafficSteps steps, Optional<Ref> ref) {
    return ref.map(Ref::carries)
        .filter(it -> it.contains(rollout.metadata().name()))
        .filter(it -> steps.reached(it) >= steps.present())
        .isPresent();
  }

  private static Optional<BusyNode> of(
      ResourceName name,
      FleetImage image,
      Map<List<When.Recurring>, Opening> openings,
      Instant now) {
    List<When.Recurring> windows =
        image.node(name).map(Versioned::value).map(BusyNode::windows).orElse(List.of());
    Optional<Deferral> deferral =
        image.statuses().get(name).map(Versioned::value).flatMap(NodeStatus::deferral);
    if (image.node(name).isEmpty() || (windows.isEmpty() && deferral.isEmpty())) {
      return Optional.empty();
    }
    Optional<Opening> opening =
        windows.isEmpty()
            ? Optional.empty()
            : Optional.of(openings.computeIfAbsent(windows, it -> Opening.at(it, now)));
    return new ChangeTimes(opening, deferral).at(now)
            instanceof Availability.Busy(Instant until, String why)
        ? Optional.of(new BusyNode(name, until, why))
        : Optional.empty();
  }

  private static List<When.Recurring> windows(Resource resource) {
    return resource instanceof Node node ? node.spec().upkeep().maintenance() : List.of();
  }
}
