package io.skerry.control.api.plan;

import io.skerry.control.fleet.FleetImage;
import io.skerry.policy.check.Edit;
import io.skerry.policy.rollout.RolloutDraft;
import java.util.List;

/// A change that may be made.
///
/// @param image the fleet before it
/// @param edits what changes, at most one edit per resource
/// @param draft the rollouts that it makes
public record Prospect(FleetImage image, List<Edit> edits, RolloutDraft draft) {

  /// Copies the list.
  public Prospect {
    edits = List.copyOf(edits);
  }
}
