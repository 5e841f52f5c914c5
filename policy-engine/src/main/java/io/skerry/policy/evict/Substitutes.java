package io.skerry.policy.evict;

import io.skerry.policy.eval.NodeView;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.place.NodeTable;
import io.skerry.policy.place.Selector;
import io.skerry.policy.place.ServicePlacement;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which nodes hold a place of a service that another node would take. Immutable.
public final class Substitutes {

  private final Map<ResourceName, List<ResourceId>> places;

  private Substitutes(Map<ResourceName, List<ResourceId>> places) {
    this.places = places;
  }

  /// Looks at every service whose number of nodes is bounded.
  ///
  /// @param isHeard whether a node could take a place now
  public static Substitutes of(ResourceView resources, Predicate<ResourceName> isHeard) {
    List<Selector> bounded =
        resources
            .ofKind(Kind.SERVICE)
            .flatMap(it -> it instanceof Service service ? Stream.of(service) : Stream.of())
            .flatMap(service -> ServicePlacement.selector(service).stream())
            .filter(Selector::isBounded)
            .sorted((a, b) -> a.resource().compareTo(b.resource()))
            .toList();
    Map<ResourceName, List<ResourceId>> places = new HashMap<>();
    if (!bounded.isEmpty()) {
      NodeTable nodes = NodeTable.of(resources);
      bounded.forEach(selector -> collect(selector, nodes, isHeard, places));
    }
    return new Substitutes(places);
  }

  /// The services, in order, whose places of a node another node would take.
  public List<ResourceId> of(ResourceName node) {
    return places.getOrDefault(node, List.of());
  }

  private static void collect(
      Selector selector,
      NodeTable nodes,
      Predicate<ResourceName> isHeard,
      Map<ResourceName, List<ResourceId>> places) {
    BitSet candidates = selector.candidates(nodes, nodes.all());
    BitSet chosen = selector.choose(nodes, candidates);
    BitSet spare = (BitSet) candidates.clone();
    spare.andNot(chosen);
    boolean hasSpare =
        spare.stream()
            .anyMatch(slot -> nodes.at(slot).map(NodeView::name).filter(isHeard).isPresent());
    if (hasSpare) {
      chosen.stream()
          .boxed()
          .flatMap(slot -> nodes.at(slot).stream())
          .forEach(
              node ->
                  places
                      .computeIfAbsent(node.name(), _ -> new ArrayList<>())
                      .add(selector.resource()));
    }
  }
}
