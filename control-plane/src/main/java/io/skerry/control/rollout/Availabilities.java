package io.skerry.control.rollout;

import io.skerry.policy.freeze.Opening;
import io.skerry.policy.upkeep.Availability;
import io.skerry.policy.upkeep.ChangeTimes;
import io.skerry.schema.model.FreezeWindow.When;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether nodes may be changed now. Remembers how windows stand until that can change, as most
/// nodes share theirs. One thread at a time.
final class Availabilities {

  private final Map<ResourceName, Wishes> wishes = new HashMap<>();
  private Map<List<When.Recurring>, Opening> openings = new HashMap<>();

  /// @param windows declared for the node
  /// @param deferral what it asked for last
  private record Wishes(List<When.Recurring> windows, Optional<Deferral> deferral) {}

  /// Looks at one node again.
  ///
  /// @param node as declared; empty when it is not any more
  /// @param status what it last said
  void look(ResourceName name, Optional<Node> node, Optional<NodeStatus> status) {
    List<When.Recurring> windows =
        node.map(it -> it.spec().upkeep().maintenance()).orElse(List.of());
    Optional<Deferral> deferral = status.flatMap(NodeStatus::deferral);
    if (node.isEmpty() || (windows.isEmpty() && deferral.isEmpty())) {
      wishes.remove(name);
    } else {
      wishes.put(name, new Wishes(windows, deferral));
    }
  }

  /// Of every node that may not always be changed.
  Map<ResourceName, Availability> at(Instant now) {
    Map<ResourceName, Availability> all = new HashMap<>();
    Map<List<When.Recurring>, Opening> used = new HashMap<>();
    wishes.forEach(
        (name, wish) ->
            all.put(
                name,
                new ChangeTimes(opening(wish.windows(), used, now), wish.deferral()).at(now)));
    openings = used;
    return all;
  }

  private Optional<Opening> opening(
      List<When.Recurring> windows, Map<List<When.Recurring>, Opening> used, Instant now) {
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    Opening known = used.getOrDefault(windows, openings.get(windows));
    Opening current =
        known != null && now.isBefore(known.until()) ? known : Opening.at(windows, now);
    used.put(windows, current);
    return Optional.of(current);
  }
}
