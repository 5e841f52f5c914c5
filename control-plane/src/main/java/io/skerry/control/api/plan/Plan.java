package io.skerry.control.api.plan;

import io.skerry.control.fleet.BusyNode;
import io.skerry.policy.compile.Compilation;
import io.skerry.policy.model.ResourceView;
import io.skerry.policy.plan.FleetDiff;
import io.skerry.policy.rollout.ShrinkGuard.Shrinkage;
import io.skerry.policy.rollout.WavePlan;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.List;

/// What a change does to the fleet.
///
/// @param after the declared resources after it
/// @param diff which nodes move from what to what, once it reached every node
/// @param warnings placements that are probably not what was meant, of the changed resources
/// @param rollouts how it gets there, one per rollout
/// @param shrinking what would be taken away to a degree that needs consent
public record Plan(
    ResourceView after,
    FleetDiff diff,
    List<Compilation.Warning> warnings,
    List<PlannedRollout> rollouts,
    List<Shrinkage> shrinking) {

  /// Copies the lists.
  public Plan {
    warnings = List.copyOf(warnings);
    rollouts = List.copyOf(rollouts);
    shrinking = List.copyOf(shrinking);
  }

  /// One rollout, as it would start now.
  ///
  /// @param rollout as it would be created
  /// @param waves its waves; their digest is what the rollout's own plan will have if nothing
  ///   changes until it starts
  /// @param unreachable members that are not heard
  /// @param refusing members that would refuse what they would get
  /// @param busy members that are not to be changed now, which the rollout will have to wait for
  /// @param waitsFor older rollouts that must end first
  public record PlannedRollout(
      Rollout rollout,
      WavePlan waves,
      List<ResourceName> unreachable,
      List<Refusing> refusing,
      List<BusyNode> busy,
      List<ResourceName> waitsFor) {

    /// Copies the lists.
    public PlannedRollout {
      unreachable = List.copyOf(unreachable);
      refusing = List.copyOf(refusing);
      busy = List.copyOf(busy);
      waitsFor = List.copyOf(waitsFor);
    }
  }

  /// @param node which
  /// @param reason what asks too much of it
  /// @param basis how that is known
  public record Refusing(ResourceName node, String reason, Basis basis) {}

  /// How it is known that a node would refuse.
  public enum Basis {
    /// It refused the same snapshot before.
    REFUSED,
    /// It says that it cannot.
    ABILITIES
  }
}
