package io.skerry.control.rollout;

import io.skerry.control.fleet.FleetImage;
import java.util.List;

/// The rollout boundary: decides which nodes may move now. Nothing reaches a node without having
/// been admitted here. Implementations are pure: what they remember lies in the store, so that the
/// next leader decides alike.
@FunctionalInterface
public interface RolloutDecider {

  /// The proposals that may happen now.
  ///
  /// @param proposals every node that is not where it should be, ordered by name, at most one per
  ///   node; those that are not admitted are proposed again when anything changes
  /// @param image the fleet that the proposals were made for
  /// @return moves for some of the proposals, at most one each
  List<Move> admit(List<Proposal> proposals, FleetImage image);
}
