package io.skerry.policy.rollout;

import io.skerry.policy.freeze.Freeze;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.Collection;
import java.util.Collections;
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
/// @param doubt why the store itself cannot be trusted, such as a revision that went back; nothing
///   at all is decided while there is doubt
public record FleetSight(
    SortedMap<ResourceName, NodeSight> nodes,
    SortedMap<ResourceName, RolloutSight> rollouts,
    Freeze freeze,
    Optional<String> doubt) {

  /// Does not copy: whoever passes a map does not change it afterwards.
  public FleetSight {
    nodes = Collections.unmodifiableSortedMap(nodes);
    rollouts = Collections.unmodifiableSortedMap(rollouts);
  }

  /// A store in good order without a freeze.
  public static FleetSight of(Collection<NodeSight> nodes, Collection<RolloutSight> rollouts) {
    SortedMap<ResourceName, NodeSight> byName = new TreeMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    SortedMap<ResourceName, RolloutSight> byRollout = new TreeMap<>();
    rollouts.forEach(rollout -> byRollout.put(rollout.name(), rollout));
    return new FleetSight(byName, byRollout, Freeze.NONE, Optional.empty());
  }

  /// The same fleet under another freeze.
  public FleetSight withFreeze(Freeze next) {
    return new FleetSight(nodes, rollouts, next, doubt);
  }

  /// The same fleet while the store cannot be trusted.
  public FleetSight withDoubt(String reason) {
    return new FleetSight(nodes, rollouts, freeze, Optional.of(reason));
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
