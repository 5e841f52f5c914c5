package io.skerry.policy.rollout.sim;

import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.freeze.Freeze;
import io.skerry.policy.model.ResourceSet;
import io.skerry.policy.rollout.Admission.Inventory;
import io.skerry.policy.rollout.Affected;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.Places;
import io.skerry.policy.rollout.RolloutSight;
import io.skerry.policy.rollout.Rollouts;
import io.skerry.policy.rollout.WavePlan;
import io.skerry.policy.rollout.WavePlanner;
import io.skerry.policy.rollout.sim.SimStore.Entry;
import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Cloud;
import io.skerry.schema.model.Domain;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.WaveMembers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a controller makes of its view of the store.
///
/// @param view of the store
/// @param unsettled keys of which nobody knows whether a write arrived
/// @param editions of the view
record Sights(SortedMap<String, Entry> view, Set<String> unsettled, Editions editions) {

  /// A freeze, as stored.
  record Freezing(Instant until) {}

  /// When the last freeze ended.
  record Thawed(Instant at) {}

  static ResourceSet declared(SortedMap<String, Entry> view) {
    return ResourceSet.of(values(view, Keys.RESOURCE, Resource.class));
  }

  static Rollouts rollouts(SortedMap<String, Entry> view) {
    return Rollouts.of(values(view, Keys.ROLLOUT, Rollout.class));
  }

  static <T> List<T> values(SortedMap<String, Entry> view, String prefix, Class<T> type) {
    return view.subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
        .map(Entry::value)
        .map(type::cast)
        .toList();
  }

  FleetSight fleet(Instant now, boolean isOneDomain) {
    List<NodeSight> nodes = new ArrayList<>();
    for (Node node : values(view, Keys.RESOURCE + "nodes/", Node.class)) {
      cell(node).ifPresent(cell -> nodes.add(node(node, cell, isOneDomain)));
    }
    return FleetSight.of(nodes, rolloutSights())
        .withFreeze(freeze(now))
        .withAvailability(availability(now));
  }

  private Map<ResourceName, Availability> availability(Instant now) {
    Map<ResourceName, NodeStatus> said = new HashMap<>();
    values(view, Keys.STATUS, NodeStatus.class).forEach(it -> said.put(it.node(), it));
    return SimUpkeep.of(values(view, Keys.RESOURCE + "nodes/", Node.class), said, now);
  }

  /// Whether a node runs a newer generation than its ref has.
  static boolean isAhead(NodeSight node) {
    long wanted = node.facts().ref().map(Ref::generation).orElse(0L);
    return applied(node) > wanted;
  }

  /// The generation that a node says it runs.
  static long applied(NodeSight node) {
    return node.facts()
        .status()
        .flatMap(NodeStatus::applied)
        .map(NodeStatus.Applied::generation)
        .orElse(0L);
  }

  private Freeze freeze(Instant now) {
    Object stored = Optional.ofNullable(view.get(Keys.FREEZE)).map(Entry::value).orElse("");
    return switch (stored) {
      case Freezing(Instant until) when now.isBefore(until) ->
          new Freeze(Optional.of("drill"), Optional.of(until), Instant.MIN);
      case Freezing(Instant until) -> new Freeze(Optional.empty(), Optional.empty(), until);
      default -> Freeze.NONE;
    };
  }

  private NodeSight node(Node node, Cell cell, boolean isOneDomain) {
    ResourceName name = node.metadata().name();
    Places places =
        isOneDomain
            ? new Places(name, "z", new ResourceName("all"), new ResourceName("all"), Cloud.ONPREM)
            : Places.of(node, cell);
    NodeSight sight =
        NodeSight.of(
            places,
            new NodeSight.Facts(
                find(Keys.ref(name), Ref.class), find(Keys.status(name), NodeStatus.class)));
    return unsettled.contains(Keys.ref(name)) ? sight.unsettled() : sight;
  }

  private Optional<Cell> cell(Node node) {
    return editions.declared().cell(node.spec().cell());
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    return Optional.ofNullable(view.get(key)).map(Entry::value).map(type::cast);
  }

  private List<RolloutSight> rolloutSights() {
    Map<ResourceName, Set<ResourceName>> carries = carries();
    List<WaveMembers> waves = values(view, Keys.WAVE, WaveMembers.class);
    List<RolloutSight> sights = new ArrayList<>();
    for (Rollout rollout : editions.rollouts().all()) {
      ResourceName name = rollout.metadata().name();
      Set<ResourceName> late = Set.of();
      if (rollout.isActive() && rollout.status().admitted() > 0) {
        Set<ResourceName> members = new HashSet<>();
        waves.stream()
            .filter(it -> it.rollout().equals(name))
            .forEach(it -> members.addAll(it.nodes()));
        late = new HashSet<>(Affected.by(name, editions, carries));
        late.removeAll(members);
      }
      sights.add(
          RolloutSight.of(rollout, waves.stream().filter(it -> it.rollout().equals(name)), late));
    }
    return sights;
  }

  private Map<ResourceName, Set<ResourceName>> carries() {
    Map<ResourceName, Set<ResourceName>> carries = new TreeMap<>();
    values(view, Keys.REF, Ref.class).forEach(ref -> carries.put(ref.node(), ref.carries()));
    return carries;
  }

  WavePlan plan(Rollout rollout) {
    List<ResourceName> affected = Affected.by(rollout.metadata().name(), editions, carries());
    return WavePlanner.plan(
        rollout.spec().changes(), rollout.spec().strategy(), affected, editions::node);
  }

  /// The same with waves of one name as one.
  static WavePlan atOnce(WavePlan plan) {
    SequencedMap<ResourceName, List<ResourceName>> byName = new LinkedHashMap<>();
    plan.waves()
        .forEach(
            it -> byName.computeIfAbsent(it.name(), _ -> new ArrayList<>()).addAll(it.nodes()));
    return WavePlan.of(
        byName.entrySet().stream()
            .map(it -> new WavePlan.Wave(it.getKey(), it.getValue()))
            .toList());
  }

  /// The fleet as somebody sees it who does not notice that the store is older than what nodes run.
  static FleetSight unnoticed(FleetSight fleet) {
    SortedMap<ResourceName, NodeSight> nodes = new TreeMap<>();
    fleet.nodes().forEach((name, node) -> nodes.put(name, isAhead(node) ? unnoticed(node) : node));
    return new FleetSight(nodes, fleet.rollouts(), fleet.freeze(), fleet.availability());
  }

  private static NodeSight unnoticed(NodeSight node) {
    return new NodeSight(
        node.name(),
        node.places(),
        new NodeSight.Facts(
            node.facts().ref().map(ref -> numbered(ref, applied(node))), node.facts().status()),
        node.standing());
  }

  private static Ref numbered(Ref ref, long generation) {
    return new Ref(
        ref.node(),
        ref.snapshot(),
        generation,
        ref.rollout(),
        ref.wave(),
        ref.kind(),
        ref.issuedAt(),
        ref.carries());
  }

  /// Nodes whose ref is not what they must run, whatever the rollouts do.
  Inventory inventory(FleetSight fleet) {
    List<ResourceName> nodes =
        fleet.nodes().values().stream()
            .filter(node -> !unsettled.contains(Keys.ref(node.name())))
            .filter(this::isElsewhere)
            .map(NodeSight::name)
            .toList();
    return new Inventory(nodes, Domain.CELL, new Amount.Percent(10));
  }

  private boolean isElsewhere(NodeSight node) {
    return editions
        .snapshotOf(node.name(), node.carries())
        .map(CompiledSnapshot::digest)
        .filter(wanted -> node.facts().ref().filter(ref -> ref.snapshot().equals(wanted)).isEmpty())
        .isPresent();
  }
}
