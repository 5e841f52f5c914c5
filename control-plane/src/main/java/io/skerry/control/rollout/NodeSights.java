package io.skerry.control.rollout;

import io.skerry.control.fleet.PersistentMap;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.NodeSight.Facts;
import io.skerry.policy.rollout.Orders;
import io.skerry.policy.rollout.Places;
import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout.Phase;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The nodes as rollouts see them. Looks at a node again only when told to, and only when something
/// of it is another than it was, so that a pass costs what changed: what the leader wrote itself is
/// seen when it was written, and no second time when the watch brings it. One thread at a time.
///
/// What succeeded is part of what every node gets. A node whose ref points to what it must run
/// therefore has all of it, whether or not its ref lists it: it is seen as carrying that too, and
/// need not be moved once more for every rollout that it missed.
final class NodeSights {

  private final Known known;
  private final Set<ResourceName> unsettled;
  private final Map<ResourceName, Set<ResourceName>> carries = new HashMap<>();
  private final Map<ResourceName, Seen> seen = new HashMap<>();
  private final Availabilities availabilities = new Availabilities();
  private PersistentMap<ResourceName, NodeSight> sights = PersistentMap.empty();
  private Editions editions = Editions.EMPTY;
  private Set<ResourceName> succeeded = Set.of();

  /// Most nodes carry the same, so that it is one object.
  private final Map<Set<ResourceName>, Set<ResourceName>> withSucceeded = new HashMap<>();

  /// What a look at a node went by, as far as it differs between nodes.
  private record Seen(
      Optional<Versioned<Resource>> node,
      Optional<Versioned<Ref>> ref,
      Optional<Versioned<NodeStatus>> status,
      boolean isUnsettled) {}

  /// @param unsettled nodes of which nobody knows whether their last ref arrived; read at each look
  NodeSights(Known known, Set<ResourceName> unsettled) {
    this.known = known;
    this.unsettled = unsettled;
  }

  /// Goes by other editions from now on; looks at every node again if that makes a difference.
  void goBy(Editions next) {
    Set<ResourceName> done =
        next.rollouts().all().stream()
            .filter(rollout -> Orders.heeded(rollout) == Phase.SUCCEEDED)
            .map(rollout -> rollout.metadata().name())
            .collect(Collectors.toSet());
    boolean isSame = done.equals(succeeded) && isSameRest(next);
    editions = next;
    succeeded = done;
    if (!isSame) {
      lookAtAll();
    }
  }

  /// Compilations are never changed in place, so that another one is another object.
  @SuppressWarnings("ReferenceEquality")
  private boolean isSameRest(Editions next) {
    return next.stable() == editions.stable();
  }

  /// Looks at every node again.
  void lookAtAll() {
    sights = PersistentMap.empty();
    seen.clear();
    withSucceeded.clear();
    carries.clear();
    known.image().nodes().forEach(node -> look(node.metadata().name()));
  }

  /// Looks at one node again, if something of it changed.
  void look(ResourceName name) {
    Seen now =
        new Seen(
            known.image().node(name),
            known.ref(name),
            known.image().statuses().get(name),
            unsettled.contains(name));
    if (!now.equals(seen.put(name, now))) {
      lookClosely(name);
    }
  }

  private void lookClosely(ResourceName name) {
    Optional<Ref> ref = known.ref(name).map(Versioned::value);
    Optional<NodeSight> sight = sight(name, ref.map(it -> withWhatSucceeded(name, it)));
    sights = sight.map(it -> sights.with(name, it)).orElseGet(() -> sights.without(name));
    if (sight.isEmpty()) {
      seen.remove(name);
    }
    availabilities.look(
        name, declared(name), known.image().statuses().get(name).map(Versioned::value));
    Set<ResourceName> carried = sight.flatMap(_ -> ref).map(Ref::carries).orElseGet(Set::of);
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

  /// Whether nodes may be changed, of those that may not always.
  Map<ResourceName, Availability> availability(Instant now) {
    return availabilities.at(now);
  }

  /// What the refs of nodes list, without those that list nothing.
  Map<ResourceName, Set<ResourceName>> carries() {
    return Collections.unmodifiableMap(carries);
  }

  private Optional<NodeSight> sight(ResourceName name, Optional<Ref> ref) {
    Optional<NodeSight> sight =
        places(name)
            .map(
                places ->
                    NodeSight.of(
                        places,
                        new Facts(ref, known.image().statuses().get(name).map(Versioned::value))));
    return unsettled.contains(name) ? sight.map(NodeSight::unsettled) : sight;
  }

  private Ref withWhatSucceeded(ResourceName name, Ref ref) {
    boolean isHome =
        editions
            .snapshotOf(name, ref.carries())
            .map(CompiledSnapshot::digest)
            .filter(ref.snapshot()::equals)
            .isPresent();
    if (!isHome || ref.carries().containsAll(succeeded)) {
      return ref;
    }
    return new Ref(
        ref.node(),
        ref.snapshot(),
        ref.generation(),
        ref.rollout(),
        ref.wave(),
        ref.kind(),
        ref.issuedAt(),
        withSucceeded.computeIfAbsent(ref.carries(), this::andSucceeded));
  }

  private Set<ResourceName> andSucceeded(Set<ResourceName> carried) {
    Set<ResourceName> all = new HashSet<>(carried);
    all.addAll(succeeded);
    return Set.copyOf(all);
  }

  private Optional<Places> places(ResourceName name) {
    return declared(name)
        .flatMap(node -> cell(node.spec().cell()).map(cell -> Places.of(node, cell)));
  }

  private Optional<Node> declared(ResourceName name) {
    return known
        .image()
        .node(name)
        .flatMap(
            stored -> stored.value() instanceof Node node ? Optional.of(node) : Optional.empty());
  }

  private Optional<Cell> cell(ResourceName name) {
    return known
        .image()
        .resource(ResourceId.cluster(Kind.CELL, name))
        .flatMap(
            stored -> stored.value() instanceof Cell cell ? Optional.of(cell) : Optional.empty());
  }
}
