package io.skerry.policy.rollout;

import io.skerry.schema.model.Domain;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy.Amount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many nodes of each failure domain are away, and so how many more may be. Counts all declared
/// nodes, whatever moves them, so that rollouts that run at the same time share one budget.
///
/// Not for use by several threads: what [#take] gives is gone for the next.
final class Room {

  private final FleetSight fleet;
  private final Map<Domain, Map<String, Share>> shares = new EnumMap<>(Domain.class);
  private final Map<ResourceName, NodeSight> taken = new HashMap<>();

  private static final class Share {
    int declared;
    final List<ResourceName> away = new ArrayList<>();
    int evicted;
    int issued;
  }

  Room(FleetSight fleet) {
    this.fleet = fleet;
  }

  /// The most nodes of a domain that may be away: a share of all its declared nodes, and where the
  /// share is not zero at least one.
  static int budget(Amount allowed, int declared) {
    return switch (allowed) {
      case Amount.Count(int nodes) -> nodes;
      case Amount.Percent(double percent) ->
          percent > 0 ? Math.max(1, (int) Math.floor(percent * declared / 100)) : 0;
    };
  }

  /// The most nodes of the domain that a node is in that may be away.
  int budget(NodeSight node, Domain domain, Amount allowed) {
    return budget(allowed, share(node, domain).declared);
  }

  /// Takes the room for one node, if its domain has it. A node that is away already takes none, but
  /// gets a ref only while its domain is within its budget.
  boolean take(NodeSight node, Domain domain, Amount allowed) {
    return take(node, share(node, domain), allowed, 0);
  }

  /// The same where evicted nodes do not count: what an eviction makes others take over must not
  /// wait for the node that was evicted.
  boolean takeBesideEvicted(NodeSight node, Domain domain, Amount allowed) {
    Share share = share(node, domain);
    return take(node, share, allowed, share.evicted);
  }

  private boolean take(NodeSight node, Share share, Amount allowed, int excused) {
    int extra = isAway(node) ? 0 : 1;
    int away = share.away.size() - excused + share.issued + extra;
    if (away > budget(allowed, share.declared)) {
      return false;
    }
    occupy(node);
    return true;
  }

  /// Takes the room for one node whether or not its domain has it.
  void occupy(NodeSight node) {
    if (!isAway(node)) {
      taken.put(node.name(), node);
      shares.forEach((domain, _) -> share(node, domain).issued++);
    }
  }

  /// Why a domain has no room; empty when it has.
  Optional<String> shortage(NodeSight node, Domain domain, Amount allowed) {
    Share share = share(node, domain);
    int budget = budget(allowed, share.declared);
    return share.away.size() + share.issued < budget
        ? Optional.empty()
        : Optional.of(
            "%s has %d of at most %d away%s"
                .formatted(
                    node.places().in(domain),
                    share.away.size() + share.issued,
                    budget,
                    share.away.isEmpty() ? "" : " (" + Names.few(share.away) + ")"));
  }

  private boolean isAway(NodeSight node) {
    return taken.containsKey(node.name()) || !(node.standing() instanceof Standing.Steady);
  }

  private Share share(NodeSight node, Domain domain) {
    return shares
        .computeIfAbsent(domain, this::count)
        .computeIfAbsent(node.places().in(domain), _ -> new Share());
  }

  private Map<String, Share> count(Domain domain) {
    Map<String, Share> counted = new HashMap<>();
    for (NodeSight node : fleet.nodes().values()) {
      Share share = counted.computeIfAbsent(node.places().in(domain), _ -> new Share());
      share.declared++;
      if (!(node.standing() instanceof Standing.Steady)) {
        share.away.add(node.name());
        share.evicted += node.isEvicted() ? 1 : 0;
      }
    }
    taken.values().forEach(node -> issued(counted, node, domain));
    return counted;
  }

  private static void issued(Map<String, Share> counted, NodeSight node, Domain domain) {
    counted.computeIfAbsent(node.places().in(domain), _ -> new Share()).issued++;
  }
}
