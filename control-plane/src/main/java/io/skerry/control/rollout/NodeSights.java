package io.skerry.control.rollout;

import io.skerry.control.fleet.PersistentMap;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.NodeSight.Facts;
import io.skerry.policy.rollout.Places;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// The nodes as rollouts see them. Looks at a node again only when told to, so that a pass costs
/// what changed. One thread at a time.
final class NodeSights {

  private final Known known;
  private final Set<ResourceName> unsettled;
  private final Map<ResourceName, Set<ResourceName>> carries = new HashMap<>();
  private PersistentMap<ResourceName, NodeSight> sights = PersistentMap.empty();

  /// @param unsettled nodes of which nobody knows whether their last ref arrived; read at each look
  NodeSights(Known known, Set<ResourceName> unsettled) {
    this.known = known;
    this.unsettled = unsettled;
  }

  /// Looks at every node again.
  void lookAtAll() {
    sights = PersistentMap.empty();
    carries.clear();
    known.image().nodes().forEach(node -> look(node.metadata().name()));
  }

  /// Looks at one node again.
  void look(ResourceName name) {
    Optional<NodeSight> sight = sight(name);
    sights = sight.map(it -> sights.with(name, it)).orElseGet(() -> sights.without(name));
    Set<ResourceName> carried = sight.map(NodeSight::carries).orElseGet(Set::of);
    if (carried.isEmpty()) {
      carries.remove(name);
    } else {
      carries.put(name, carried);
    }
  }

  /// Every declared node whose cell is declared; never changes afterwards.
  SortedMap<ResourceName, NodeSight> all() {
    return sights.asMap();
  }

  /// What nodes carry, without those that carry nothing.
  Map<ResourceName, Set<ResourceName>> carries() {
    return Collections.unmodifiableMap(carries);
  }

  private Optional<NodeSight> sight(ResourceName name) {
    Optional<NodeSight> sight =
        places(name)
            .map(
                places ->
                    NodeSight.of(
                        places,
                        new Facts(
                            known.ref(name).map(Versioned<Ref>::value),
                            known.image().statuses().get(name).map(Versioned::value))));
    return unsettled.contains(name) ? sight.map(NodeSight::unsettled) : sight;
  }

  private Optional<Places> places(ResourceName name) {
    return known
        .image()
        .node(name)
        .flatMap(
            stored ->
                stored.value() instanceof Node node
                    ? cell(node.spec().cell()).map(cell -> Places.of(node, cell))
                    : Optional.empty());
  }

  private Optional<Cell> cell(ResourceName name) {
    return known
        .image()
        .resource(ResourceId.cluster(Kind.CELL, name))
        .flatMap(
            stored -> stored.value() instanceof Cell cell ? Optional.of(cell) : Optional.empty());
  }
}
