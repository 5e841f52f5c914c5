package io.skerry.control.rollout;

import io.skerry.control.fleet.Unreadable;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Admission;
import io.skerry.policy.rollout.Editions;
import io.skerry.policy.rollout.FleetSight;
import io.skerry.policy.rollout.NodeSight;
import io.skerry.policy.rollout.RolloutSight;
import io.skerry.policy.rollout.Standing;
import io.skerry.policy.strategy.BuiltInStrategies;
import io.skerry.policy.strategy.Strategies;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns what was admitted into moves from what is stored to what was compiled. Remembers what refs
/// list, because most moves of a pass are alike. For one pass, on one thread.
final class Moves {

  private final Keys keys;
  private final Known known;
  private final Editions editions;
  private final Contents contents;
  private final Map<Listing, Set<ResourceName>> listings = new HashMap<>();

  /// What a ref lists depends on.
  private record Listing(Set<ResourceName> carries, String rollout) {}

  /// @param keys where things are
  /// @param known what is stored
  /// @param editions what nodes must run
  /// @param contents which content is stored
  Moves(Keys keys, Known known, Editions editions, Contents contents) {
    this.keys = keys;
    this.known = known;
    this.editions = editions;
    this.contents = contents;
  }

  /// Nodes that do not have what they must have with what they carry.
  Admission.Inventory inventory(FleetSight fleet) {
    List<ResourceName> nodes =
        fleet.nodes().values().stream().filter(this::isElsewhere).map(NodeSight::name).toList();
    if (nodes.isEmpty()) {
      return Admission.Inventory.NONE;
    }
    return Strategies.find(BuiltInStrategies.STANDARD, editions.declared())
        .map(Strategies.Chosen::spec)
        .map(it -> new Admission.Inventory(nodes, it.domain(), it.maxUnavailable()))
        .orElse(Admission.Inventory.NONE);
  }

  /// What was admitted as moves, and nodes whose refs nobody can follow.
  List<Move> of(List<Admission.Move> admitted, FleetSight fleet, Instant now) {
    List<Move> moves = new ArrayList<>();
    Set<ResourceName> moving = new HashSet<>();
    for (Admission.Move move : admitted) {
      moving.add(move.node());
      move(move, fleet).ifPresent(moves::add);
    }
    fleet.nodes().values().stream()
        .filter(node -> !moving.contains(node.name()) && isStranded(node))
        .map(node -> repair(node, now))
        .flatMap(move -> move(move, fleet).stream())
        .forEach(moves::add);
    return moves;
  }

  private boolean isElsewhere(NodeSight node) {
    Optional<Digest> wanted = wanted(node.name(), node.carries());
    return wanted.isPresent() && !wanted.equals(node.facts().ref().map(Ref::snapshot));
  }

  /// Nobody can follow a ref to content that is not there, which somebody else wrote; and nobody
  /// wants any more that a node takes what it refused once its rollout decides nothing. Replacing
  /// such refs takes nothing away, unless the node refused because it runs something newer.
  private boolean isStranded(NodeSight node) {
    return isElsewhere(node)
        && node.facts()
            .ref()
            .filter(ref -> !contents.hasSnapshot(ref.snapshot()) || isOver(node, ref))
            .isPresent();
  }

  private boolean isOver(NodeSight node, Ref ref) {
    return node.standing() instanceof Standing.Refused
        && applied(node.name()) <= ref.generation()
        && !ref.rollout().equals(Admission.INVENTORY)
        && editions.normalised(node.carries()).stream()
            .noneMatch(it -> it.value().equals(ref.rollout()));
  }

  private static Admission.Move repair(NodeSight node, Instant now) {
    return new Admission.Move(
        node.name(), node.carries(), Admission.INVENTORY, 0, Ref.Reason.NORMAL, now);
  }

  private Optional<Move> move(Admission.Move move, FleetSight fleet) {
    return editions.edition(move.carries()).faults().isEmpty()
        ? wanted(move.node(), move.carries())
            .map(to -> new Move(proposal(move, to), order(move), basis(move, fleet)))
        : Optional.empty();
  }

  private Optional<Digest> wanted(ResourceName node, Set<ResourceName> carries) {
    return editions.snapshotOf(node, carries).map(CompiledSnapshot::digest);
  }

  private Proposal proposal(Admission.Move move, Digest to) {
    ResourceName node = move.node();
    return new Proposal(node, to, known.ref(node), garbage(node), applied(node));
  }

  private Move.Order order(Admission.Move move) {
    return new Move.Order(move.rollout(), move.wave(), move.kind(), listed(move), move.issuedAt());
  }

  /// What the ref lists: what decides for the node, and what it moves for. What succeeded is part
  /// of what every node gets.
  private Set<ResourceName> listed(Admission.Move move) {
    return listings.computeIfAbsent(new Listing(move.carries(), move.rollout()), this::listed);
  }

  private Set<ResourceName> listed(Listing listing) {
    Set<ResourceName> deciding = editions.normalised(listing.carries());
    return listing.carries().stream()
        .filter(it -> deciding.contains(it) || it.value().equals(listing.rollout()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Move.Basis> basis(Admission.Move move, FleetSight fleet) {
    if (move.rollout().equals(Admission.INVENTORY)) {
      return Optional.empty();
    }
    return Optional.ofNullable(fleet.rollouts().get(new ResourceName(move.rollout())))
        .map(RolloutSight::rollout)
        .flatMap(rollout -> known.rollout(rollout.id()))
        .map(it -> new Move.Basis(it.value().id(), it.modified()));
  }

  private Optional<Revision> garbage(ResourceName node) {
    return known.image().unreadable().get(keys.ref(node).path()).map(Unreadable::modified);
  }

  private long applied(ResourceName node) {
    return known
        .image()
        .statuses()
        .get(node)
        .map(Versioned::value)
        .flatMap(NodeStatus::applied)
        .map(NodeStatus.Applied::generation)
        .orElse(0L);
  }
}
