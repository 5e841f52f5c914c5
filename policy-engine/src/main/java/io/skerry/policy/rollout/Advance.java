package io.skerry.policy.rollout;

import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Moves nodes forward: those that refused and are to be asked again, then the members of admitted
/// waves to the present step, then members that a rollout did not reach before it succeeded. Oldest
/// rollout first.
final class Advance {

  private final FleetSight fleet;
  private final Allotment allotment;
  private final Carriage carriage;

  Advance(FleetSight fleet, Allotment allotment) {
    this.fleet = fleet;
    this.allotment = allotment;
    this.carriage = new Carriage(fleet);
  }

  /// @param elsewhere nodes that do not have what they must: only these can have missed a rollout
  ///   that succeeded
  void takeAll(Set<ResourceName> elsewhere) {
    List<RolloutSight> going =
        fleet.rollouts().values().stream()
            .filter(Admission::isGoingOn)
            .filter(sight -> !fleet.isFrozen(sight.rollout()))
            .toList();
    going.forEach(this::retry);
    going.forEach(sight -> move(sight, admitted(sight)));
    if (!elsewhere.isEmpty() && !fleet.freeze().isActive()) {
      fleet.rollouts().values().stream()
          .filter(sight -> Rollouts.hasSucceeded(sight.rollout()))
          .forEach(sight -> move(sight, members(sight).filter(elsewhere::contains)));
    }
  }

  private void retry(RolloutSight sight) {
    if (Orders.lastRetry(sight.rollout()).isEmpty()) {
      return;
    }
    for (NodeSight node : fleet.nodes().values()) {
      if (node.refused(sight.name())
          && !allotment.isTaken(node)
          && !Admission.mustWait(fleet, node, sight)
          && Tally.isRetryDue(node, sight)
          && allotment.hasRoom(node, sight)) {
        allotment.add(node, sight, node.carries(), forward(sight));
      }
    }
  }

  private void move(RolloutSight sight, Stream<ResourceName> candidates) {
    candidates
        .flatMap(name -> fleet.node(name).stream())
        .filter(node -> mayMove(node, sight) && carriage.lacks(node, sight))
        .filter(node -> allotment.hasRoom(node, sight))
        .forEach(node -> allotment.add(node, sight, carriage.with(node, sight), forward(sight)));
  }

  /// Members of the admitted waves, and when the last one is, those that came later.
  private Stream<ResourceName> admitted(RolloutSight sight) {
    int admitted = sight.rollout().status().admitted();
    Stream<ResourceName> members = sight.members().stream().limit(admitted).flatMap(List::stream);
    return admitted > 0 && admitted >= sight.members().size()
        ? Stream.concat(members, latecomers(sight))
        : members;
  }

  /// Where failure domains have their turns one after the other, a domain that came later as a
  /// whole would have its turn beside the last one: its nodes get the change once it is proven.
  private Stream<ResourceName> latecomers(RolloutSight sight) {
    Turns turns = new Turns(sight.rollout().spec().strategy());
    Stream<ResourceName> late = sight.latecomers().stream().sorted();
    if (!turns.areSeveral()) {
      return late;
    }
    Set<String> had = members(sight).flatMap(it -> turn(it, turns)).collect(Collectors.toSet());
    return late.filter(it -> turn(it, turns).anyMatch(had::contains));
  }

  private Stream<String> turn(ResourceName name, Turns turns) {
    return fleet.node(name).map(it -> turns.of(it.places().in(turns.domain()))).stream();
  }

  private static Stream<ResourceName> members(RolloutSight sight) {
    return sight.members().stream().flatMap(List::stream);
  }

  /// Only a node that is well moves forward; one that is not, once the rollout succeeded; or one
  /// that is not well because of what this rollout replaces, which may be its cure.
  private boolean mayMove(NodeSight node, RolloutSight sight) {
    List<ResourceName> former = sight.rollout().spec().supersedes();
    return !allotment.isTaken(node)
        && !Admission.mustWait(fleet, node, sight)
        && switch (node.standing()) {
          case Standing.Steady _ -> true;
          case Standing.Refused _ ->
              node.facts().ref().filter(ref -> isCuredBy(ref, former)).isPresent();
          case Standing.Unhealthy _ ->
              Rollouts.hasSucceeded(sight.rollout())
                  || node.carries().stream().anyMatch(former::contains);
          case Standing.Unknown _, Standing.Updating _ -> false;
        };
  }

  private static boolean isCuredBy(Ref refused, List<ResourceName> former) {
    boolean isReplaced =
        refused.kind() != Ref.Reason.ROLLBACK
            && former.stream().anyMatch(it -> it.value().equals(refused.rollout()));
    return isReplaced || refused.rollout().equals(Admission.INVENTORY);
  }

  private static Ref.Reason forward(RolloutSight sight) {
    return sight.rollout().spec().strategyName().equals(Admission.BREAKGLASS)
        ? Ref.Reason.BREAKGLASS
        : Ref.Reason.NORMAL;
  }
}
