package io.skerry.control.rollout;

import io.skerry.control.fleet.FleetImage;
import io.skerry.schema.model.Ref;
import java.util.List;

/// Admits every node at once, as one wave.
public final class ImmediateRollout implements RolloutDecider {

  /// What the refs of these moves name as their rollout.
  public static final String NAME = "immediate";

  @Override
  public List<Move> admit(List<Proposal> proposals, FleetImage image) {
    return proposals.stream()
        .map(proposal -> new Move(proposal, NAME, 0, Ref.Reason.NORMAL))
        .toList();
  }
}
