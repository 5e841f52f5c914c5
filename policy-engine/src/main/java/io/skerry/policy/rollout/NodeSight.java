package io.skerry.policy.rollout;

import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;
import java.util.Set;

/// A declared node as rollouts see it.
///
/// @param name its name
/// @param places its failure domains
/// @param facts what the store says about it
/// @param standing how it stands
public record NodeSight(ResourceName name, Places places, Facts facts, Standing standing) {

  /// What the store says about a node.
  ///
  /// @param ref what it must run; empty before the first
  /// @param status what it last said; empty when it never spoke
  public record Facts(Optional<Ref> ref, Optional<NodeStatus> status) {}

  /// A node that stands as the facts say.
  public static NodeSight of(Places places, Facts facts) {
    return new NodeSight(places.node(), places, facts, Standing.of(facts));
  }

  /// The same node while nobody knows whether a ref that was written for it arrived: it counts as
  /// updating, so that budgets hold either way.
  public NodeSight unsettled() {
    return new NodeSight(name, places, facts, new Standing.Updating());
  }

  /// The rollouts whose change its ref has.
  public Set<ResourceName> carries() {
    return facts.ref().map(Ref::carries).orElseGet(Set::of);
  }

  /// Whether its ref has the change of a rollout.
  public boolean carries(ResourceName rollout) {
    return carries().contains(rollout);
  }

  /// Whether its ref was written on behalf of a rollout.
  public boolean movedBy(ResourceName rollout) {
    return facts.ref().filter(ref -> ref.rollout().equals(rollout.value())).isPresent();
  }

  /// Whether its ref returns it to what it had.
  public boolean isReturning() {
    return facts.ref().filter(ref -> ref.kind() == Ref.Reason.ROLLBACK).isPresent();
  }

  /// Whether it is heard.
  public boolean isHeard() {
    return !(standing instanceof Standing.Unknown);
  }

  /// Whether it is silent, and others have its places.
  boolean isEvicted() {
    return !isHeard() && facts.status().flatMap(said -> said.findings().eviction()).isPresent();
  }

  /// Whether it is heard and said that it runs the change of a rollout. A node on its way to
  /// something else still runs what its former ref had: refs move forward only from a ref that was
  /// applied.
  public boolean runs(ResourceName rollout) {
    return carries(rollout)
        && switch (standing) {
          case Standing.Unknown _ -> false;
          case Standing.Updating _, Standing.Refused _ -> !movedBy(rollout) && !isReturning();
          case Standing.Unhealthy _, Standing.Steady _ -> true;
        };
  }

  /// Whether it refused to take the change of a rollout.
  public boolean refused(ResourceName rollout) {
    return standing instanceof Standing.Refused && carries(rollout) && movedBy(rollout);
  }

  /// Whether its agent cannot stay up, now or with what it refused.
  public boolean isCrashLooping() {
    boolean crashed = standing instanceof Standing.Refused no && no.code().equals(Standing.CRASHED);
    return isHeard() && (crashed || facts.status().filter(Standing::isCrashLooping).isPresent());
  }
}
