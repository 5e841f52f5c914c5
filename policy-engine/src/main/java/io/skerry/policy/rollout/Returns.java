package io.skerry.policy.rollout;

import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes back what dead rollouts brought: from everybody, at once, also from whoever is silent.
/// After an aborted rollout only from whoever refused it, and so runs what it had before.
final class Returns {

  private final FleetSight fleet;
  private final Allotment allotment;
  private final List<RolloutSight> dead;
  private final List<RolloutSight> aborted;
  private final Set<ResourceName> lost = new HashSet<>();

  Returns(FleetSight fleet, Allotment allotment) {
    this.fleet = fleet;
    this.allotment = allotment;
    this.dead = newestFirst(fleet).stream().filter(it -> Rollouts.isDead(it.rollout())).toList();
    this.aborted =
        newestFirst(fleet).stream().filter(it -> Rollouts.isAborted(it.rollout())).toList();
    dead.forEach(it -> lost.addAll(it.family()));
  }

  void takeAll() {
    if (dead.isEmpty() && aborted.isEmpty()) {
      return;
    }
    for (NodeSight node : fleet.nodes().values()) {
      if (node.carries().stream().anyMatch(lost::contains)) {
        dead.stream()
            .filter(it -> Outcomes.carriesAny(node, it))
            .findFirst()
            .ifPresent(it -> giveBack(node, it));
      } else if (node.standing() instanceof Standing.Refused) {
        dead.stream()
            .filter(it -> isToTryAgain(node, it))
            .findFirst()
            .or(() -> aborted.stream().filter(it -> isLeft(node, it)).findFirst())
            .ifPresent(it -> giveBack(node, it));
      }
    }
  }

  private static List<RolloutSight> newestFirst(FleetSight fleet) {
    return List.copyOf(fleet.rollouts().values()).reversed();
  }

  private static boolean isToTryAgain(NodeSight node, RolloutSight dead) {
    return node.isReturning() && node.movedBy(dead.name()) && Tally.isRetryDue(node, dead);
  }

  private static boolean isLeft(NodeSight node, RolloutSight aborted) {
    return node.refused(aborted.name()) && !node.isReturning();
  }

  private void giveBack(NodeSight node, RolloutSight over) {
    Set<ResourceName> carries = new HashSet<>(node.carries());
    carries.removeAll(lost);
    carries.remove(over.name());
    allotment.room().occupy(node);
    allotment.add(node, over, carries, Ref.Reason.ROLLBACK);
  }
}
