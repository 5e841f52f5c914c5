package io.skerry.policy.rollout;

import io.skerry.policy.freeze.Freeze;
import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that decisions about rollouts are made from: the store at one revision, together with what
/// the decider itself wrote since. Two equal sights give equal decisions, whoever looks.
///
/// @param nodes every declared node whose cell is declared, by name
/// @param rollouts those that still matter: every one that is not terminal, every one that some
///   node carries, and the newest that succeeded or died for each resource
/// @param freeze whether changes are frozen
/// @param availability whether nodes may be changed; those that are missing always may
public record FleetSight(
    SortedMap<ResourceName, NodeSight> nodes,
    SortedMap<ResourceName, RolloutSight> rollouts,
    Freeze freeze,
    Map<ResourceName, Availability> availability) {

  /// Does not copy: whoever passes a map does not change it afterwards.
  public FleetSight {
    nodes = Collections.unmodifiableSortedMap(nodes);
    rollouts = Collections.unmodifiableSortedMap(rollouts);
    availability = Collections.unmodifiableMap(availability);
  }

  /// A fleet without a freeze whose nodes may be changed at any time.
  public static FleetSight of(Collection<NodeSight> nodes, Collection<RolloutSight> rollouts) {
    SortedMap<ResourceName, NodeSight> byName = new TreeMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    SortedMap<ResourceName, RolloutSight> byRollout = new TreeMap<>();
    rollouts.forEach(rollout -> byRollout.put(rollout.name(), rollout));
    return new FleetSight(byName, byRollout, Freeze.NONE, Map.of());
  }

  /// The same fleet under another freeze.
  public FleetSight withFreeze(Freeze next) {
    return new FleetSight(nodes, rollouts, next, availability);
  }

  /// The same fleet when some nodes may not always be changed.
  ///
  /// @param next of these; all others always may
  public FleetSight withAvailability(Map<ResourceName, Availability> next) {
    return new FleetSight(nodes, rollouts, freeze, next);
  }

  /// Whether a node may be changed.
  public Availability availability(ResourceName node) {
    return availability.getOrDefault(node, Availability.ALWAYS);
  }

  /// Whether a node must be left alone now.
  boolean isBusy(NodeSight node) {
    return availability(node.name()) instanceof Availability.Busy;
  }

  /// When the first of the nodes that must be left alone may be looked at again.
  public Optional<Instant> nextAvailable() {
    return availability.values().stream()
        .flatMap(
            it ->
                it instanceof Availability.Busy(Instant until, _) ? Stream.of(until) : Stream.of())
        .filter(Instant.MAX::isAfter)
        .min(Instant::compareTo);
  }

  /// Whether a freeze keeps a rollout from moving forward. Emergencies do not wait.
  boolean isFrozen(Rollout rollout) {
    return freeze.isActive() && !rollout.spec().strategyName().equals(Admission.BREAKGLASS);
  }

  /// A declared node.
  public Optional<NodeSight> node(ResourceName name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /// A rollout.
  public Optional<RolloutSight> rollout(ResourceName name) {
    return Optional.ofNullable(rollouts.get(name));
  }

  /// The rollouts before another one, oldest first.
  Stream<Rollout> olderThan(ResourceName name) {
    return rollouts.headMap(name).values().stream().map(RolloutSight::rollout);
  }
}
