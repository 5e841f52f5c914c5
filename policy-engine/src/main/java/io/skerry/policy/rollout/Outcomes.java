package io.skerry.policy.rollout;

import io.skerry.policy.rollout.Tally.State;
import io.skerry.policy.upkeep.Availability;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.Rollout.Verdict;
import io.skerry.schema.model.RolloutStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What silence allows, and what is said at the end.
final class Outcomes {

  private static final int MOST_DOMAINS = 5;

  private Outcomes() {}

  /// Why a wave cannot do without the members that it did not reach: in no failure domain may more
  /// of them be missing than its budget. Empty when it can.
  static Optional<String> tooManySilent(
      FleetSight fleet, RolloutStrategy.Spec strategy, Tally tally) {
    Map<String, List<NodeSight>> missing = new TreeMap<>();
    for (State state : List.of(State.UNREACHABLE, State.DEFERRED, State.WAITING)) {
      for (ResourceName name : tally.in(state)) {
        fleet
            .node(name)
            .ifPresent(
                node ->
                    missing
                        .computeIfAbsent(
                            node.places().in(strategy.domain()), _ -> new ArrayList<>())
                        .add(node));
      }
    }
    Room room = new Room(fleet);
    return missing.entrySet().stream()
        .flatMap(entry -> excess(fleet, room, strategy, entry).stream())
        .findFirst();
  }

  /// Why members are not moved although nothing of this rollout is under way: their failure domains
  /// have no room left. Empty when they have.
  static Optional<String> shortage(FleetSight fleet, RolloutStrategy.Spec strategy, Tally tally) {
    if (tally.count(State.UPDATING) > 0 || tally.count(State.PENDING) == 0) {
      return Optional.empty();
    }
    Room room = new Room(fleet);
    Set<String> lacking = new LinkedHashSet<>();
    for (ResourceName name : tally.in(State.PENDING)) {
      Optional<NodeSight> steady =
          fleet.node(name).filter(node -> node.standing() instanceof Standing.Steady);
      Optional<String> shortage =
          steady.flatMap(it -> room.shortage(it, strategy.domain(), strategy.maxUnavailable()));
      if (steady.isPresent() && shortage.isEmpty()) {
        return Optional.empty();
      }
      shortage.ifPresent(lacking::add);
    }
    return Optional.of(lacking.stream().limit(MOST_DOMAINS).collect(Collectors.joining("; ")))
        .filter(why -> !why.isEmpty());
  }

  private static Optional<String> excess(
      FleetSight fleet,
      Room room,
      RolloutStrategy.Spec strategy,
      Map.Entry<String, List<NodeSight>> missing) {
    List<NodeSight> nodes = missing.getValue();
    int budget = room.budget(nodes.getFirst(), strategy.domain(), strategy.maxUnavailable());
    return nodes.size() <= budget
        ? Optional.empty()
        : Optional.of(
            "%s cannot be %s in %s, where at most %d may be missing (%s)"
                .formatted(
                    Names.nodes(nodes.size()),
                    nodes.stream().anyMatch(fleet::isBusy) ? "reached or changed" : "reached",
                    missing.getKey(),
                    budget,
                    Names.few(nodes.stream().map(NodeSight::name).toList())));
  }

  /// What is said of a wave that waits for nodes that are not to be changed now.
  static String busy(FleetSight fleet, String wave, Tally tally) {
    List<ResourceName> nodes = tally.in(State.WAITING);
    Optional<Availability.Busy> first =
        nodes.stream()
            .flatMap(
                it ->
                    fleet.availability(it) instanceof Availability.Busy busy
                        ? Stream.of(busy)
                        : Stream.of())
            .min(Comparator.comparing(Availability.Busy::until));
    return "Wave %s waits for nodes that are not to be changed now: %s (%s)%s"
        .formatted(
            wave,
            Names.nodes(nodes.size()),
            Names.few(nodes),
            first
                .map(it -> ", the next one may be at " + it.until() + " (" + it.why() + ")")
                .orElse(""));
  }

  /// When the last of a wave's nodes that lack the change became free to be changed, of those that
  /// never were since a moment: a node that was has had its chance, however often it is again.
  static Instant lastFreed(FleetSight fleet, RolloutSight rollout, int wave, Instant from) {
    return rollout.members().stream()
        .skip(wave)
        .limit(1)
        .flatMap(List::stream)
        .filter(fleet.availability()::containsKey)
        .flatMap(name -> fleet.node(name).stream())
        .filter(node -> !node.runs(rollout.name()))
        .flatMap(
            node ->
                fleet.availability(node.name())
                            instanceof Availability.Free(Instant before, Instant since)
                        && !before.isAfter(from)
                    ? Stream.of(since)
                    : Stream.of())
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /// What is said of a rollout that succeeded.
  static String success(FleetSight fleet, RolloutSight rollout) {
    Tally tally =
        Tally.of(fleet, rollout, rollout.members().stream().flatMap(List::stream).toList());
    int all = tally.size() - tally.count(State.GONE);
    return "%d of %s have the change%s"
        .formatted(
            tally.count(State.UPDATED),
            Names.nodes(all),
            tally.missing().map(who -> ", the others get it when they can: " + who).orElse("."));
  }

  /// What is said of a rollout that was rolled back: whoever is only told the end also wants to
  /// know why.
  static String rolledBack(Rollout rollout, Status status) {
    Optional<String> ordered =
        rollout.spec().orders().stream()
            .filter(order -> order.verb() == Verb.ROLLBACK)
            .reduce((_, later) -> later)
            .map(order -> " on the order of " + order.actor() + of(order.reason()));
    Optional<String> red =
        status.waves().stream()
            .flatMap(wave -> wave.gates().stream())
            .filter(gate -> gate.verdict() == Verdict.RED)
            .map(gate -> ", as " + gate.metric().wireName() + " is red" + of(gate.reason()))
            .findFirst();
    return "Rolled back"
        + ordered.or(() -> red).orElse("")
        + ". Every node that can be reached has what it had before.";
  }

  private static String of(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  /// Nodes that are heard and still have something of a dead rollout, or do not say yet that they
  /// returned.
  static List<NodeSight> stillReturning(FleetSight fleet, RolloutSight rollout) {
    return fleet.nodes().values().stream()
        .filter(NodeSight::isHeard)
        .filter(node -> carriesAny(node, rollout) || isOnItsWayBack(node, rollout))
        .toList();
  }

  private static boolean isOnItsWayBack(NodeSight node, RolloutSight rollout) {
    boolean concerns =
        node.movedBy(rollout.name())
            || rollout.members().stream()
                .limit(rollout.rollout().status().admitted())
                .anyMatch(wave -> wave.contains(node.name()));
    return node.isReturning()
        && (node.standing() instanceof Standing.Updating
            || node.standing() instanceof Standing.Refused)
        && concerns;
  }

  /// Whether a node has something of a rollout's change.
  static boolean carriesAny(NodeSight node, RolloutSight rollout) {
    return node.carries().stream().anyMatch(rollout.family()::contains);
  }
}
