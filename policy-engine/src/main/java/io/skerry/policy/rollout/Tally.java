package io.skerry.policy.rollout;

import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How far some nodes of a rollout are. Nodes are in the order in which they are moved.
///
/// @param nodes by how far they are; a state without nodes is absent
public record Tally(Map<State, List<ResourceName>> nodes) {

  /// How far a node is.
  public enum State {
    /// It is heard and runs the change.
    UPDATED,
    /// Its ref has the change; it has not applied it yet.
    UPDATING,
    /// It refused the change.
    REFUSED,
    /// Not heard.
    UNREACHABLE,
    /// It was not moved yet, as it is not well for another reason.
    DEFERRED,
    /// It was not moved yet, as it is not to be changed now.
    WAITING,
    /// It was not moved yet.
    PENDING,
    /// It is not declared any more.
    GONE
  }

  /// Copies nothing; made by [#of] only.
  public Tally {
    nodes = Collections.unmodifiableMap(nodes);
  }

  /// How far some nodes are with the present step of a rollout.
  public static Tally of(FleetSight fleet, RolloutSight rollout, Collection<ResourceName> members) {
    Map<State, List<ResourceName>> nodes = new EnumMap<>(State.class);
    TrafficSteps steps = rollout.traffic();
    for (ResourceName member : members) {
      State state =
          fleet.node(member).map(node -> stateOf(fleet, node, rollout, steps)).orElse(State.GONE);
      nodes.computeIfAbsent(state, _ -> new ArrayList<>()).add(member);
    }
    return new Tally(nodes);
  }

  private static State stateOf(
      FleetSight fleet, NodeSight node, RolloutSight rollout, TrafficSteps steps) {
    State state = stateOf(node, rollout);
    boolean isBehind = state == State.UPDATED && steps.reached(node.carries()) < steps.present();
    State present = isBehind ? notMoved(node) : state;
    return present == State.PENDING && Admission.mustWait(fleet, node, rollout)
        ? State.WAITING
        : present;
  }

  /// How far one node is with a rollout, whatever the step and whether or not it may be changed
  /// now. A node that refused and is to be asked again counts as updating.
  static State stateOf(NodeSight node, RolloutSight rollout) {
    if (!node.isHeard()) {
      return State.UNREACHABLE;
    }
    if (node.runs(rollout.name())) {
      return State.UPDATED;
    }
    if (node.carries(rollout.name())) {
      return node.refused(rollout.name()) && !isRetryDue(node, rollout)
          ? State.REFUSED
          : State.UPDATING;
    }
    return notMoved(node);
  }

  private static State notMoved(NodeSight node) {
    return isUnwell(node.standing()) ? State.DEFERRED : State.PENDING;
  }

  /// Whether an operator asked for another try since the ref that the node refused.
  static boolean isRetryDue(NodeSight node, RolloutSight rollout) {
    return Orders.lastRetry(rollout.rollout())
        .filter(at -> node.facts().ref().filter(ref -> ref.issuedAt().isBefore(at)).isPresent())
        .isPresent();
  }

  /// The nodes in a state.
  public List<ResourceName> in(State state) {
    return nodes.getOrDefault(state, List.of());
  }

  /// How many nodes are in a state.
  public int count(State state) {
    return in(state).size();
  }

  /// The same without the nodes in a state.
  Tally without(State state) {
    Map<State, List<ResourceName>> rest = new EnumMap<>(State.class);
    rest.putAll(nodes);
    rest.remove(state);
    return new Tally(rest);
  }

  /// How many nodes there are.
  public int size() {
    return nodes.values().stream().mapToInt(List::size).sum();
  }

  /// Those that lack the change, by state with the first names; empty when none does.
  Optional<String> missing() {
    String text =
        nodes.entrySet().stream()
            .filter(entry -> entry.getKey() != State.UPDATED && entry.getKey() != State.GONE)
            .map(entry -> words(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("; "));
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static String words(State state, List<ResourceName> nodes) {
    String what =
        switch (state) {
          case UPDATED -> "have it";
          case UPDATING -> "not applied yet";
          case REFUSED -> "refused";
          case UNREACHABLE -> "not heard";
          case DEFERRED -> "not well";
          case WAITING -> "not to be changed now";
          case PENDING -> "not moved yet";
          case GONE -> "gone";
        };
    return nodes.size() + " " + what + " (" + Names.few(nodes) + ")";
  }

  private static boolean isUnwell(Standing standing) {
    return switch (standing) {
      case Standing.Refused _, Standing.Unhealthy _ -> true;
      case Standing.Unknown _, Standing.Updating _, Standing.Steady _ -> false;
    };
  }
}
