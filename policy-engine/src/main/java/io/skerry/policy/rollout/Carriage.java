package io.skerry.policy.rollout;

import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What nodes carry before and after a move. A carried rollout matters as long as it decides about
/// some resource: no newer one did away with it, for everybody or on this node.
final class Carriage {

  private final FleetSight fleet;
  private final Map<ResourceId, ResourceName> decided = new HashMap<>();
  private final Map<ResourceId, NavigableSet<ResourceName>> changing = new HashMap<>();

  /// Most nodes carry the same.
  private final Map<ResourceName, Map<Set<ResourceName>, Set<ResourceName>>> known =
      new HashMap<>();

  private final Map<ResourceName, TrafficSteps> traffic = new HashMap<>();

  Carriage(FleetSight fleet) {
    this.fleet = fleet;
    for (RolloutSight sight : fleet.rollouts().values()) {
      boolean isFinal = Rollouts.hasSucceeded(sight.rollout()) || Rollouts.isDead(sight.rollout());
      for (Change change : sight.rollout().spec().changes()) {
        changing.computeIfAbsent(change.resource(), _ -> new TreeSet<>()).add(sight.name());
        if (isFinal) {
          decided.put(change.resource(), sight.name());
        }
      }
    }
  }

  /// Whether a node does not carry a rollout, or an earlier step of it than it must have by now,
  /// although that would make a difference.
  boolean lacks(NodeSight node, RolloutSight sight) {
    return !has(node, sight) && matters(sight.rollout(), node.carries());
  }

  private boolean has(NodeSight node, RolloutSight sight) {
    TrafficSteps steps = traffic.computeIfAbsent(sight.name(), _ -> sight.traffic());
    return node.carries(sight.name()) && steps.reached(node.carries()) >= steps.present();
  }

  /// What a node carries once it has a rollout, without what no longer matters. A superseded one
  /// matters as long as another heir of it has not reached the node.
  Set<ResourceName> with(NodeSight node, RolloutSight sight) {
    return known
        .computeIfAbsent(sight.name(), _ -> new HashMap<>())
        .computeIfAbsent(node.carries(), before -> with(before, sight));
  }

  private Set<ResourceName> with(Set<ResourceName> before, RolloutSight sight) {
    Set<ResourceName> carries = new HashSet<>(before);
    carries.add(sight.name());
    Set<ResourceName> all = Set.copyOf(carries);
    carries.removeIf(name -> !name.equals(sight.name()) && !matters(name, all));
    before.stream()
        .filter(mark -> TrafficSteps.markedBy(mark).filter(carries::contains).isPresent())
        .filter(mark -> TrafficSteps.markedBy(mark).filter(sight.name()::equals).isEmpty())
        .toList()
        .forEach(carries::add);
    TrafficSteps steps = sight.traffic();
    carries.addAll(steps.marks(steps.present()));
    return Set.copyOf(carries);
  }

  private boolean matters(ResourceName name, Set<ResourceName> carries) {
    return fleet.rollout(name).filter(it -> matters(it.rollout(), carries)).isPresent();
  }

  private boolean matters(Rollout rollout, Set<ResourceName> carries) {
    return rollout.spec().changes().stream()
        .anyMatch(change -> !isReplaced(rollout.metadata().name(), change.resource(), carries));
  }

  private boolean isReplaced(ResourceName rollout, ResourceId resource, Set<ResourceName> carries) {
    return Optional.ofNullable(decided.get(resource))
            .filter(last -> last.compareTo(rollout) > 0)
            .isPresent()
        || changing.getOrDefault(resource, new TreeSet<>()).tailSet(rollout, false).stream()
            .anyMatch(carries::contains);
  }
}
