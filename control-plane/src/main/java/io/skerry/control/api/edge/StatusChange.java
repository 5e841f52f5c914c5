package io.skerry.control.api.edge;

import io.skerry.schema.model.NodeStatus;
import java.util.Optional;

/// How a status becomes the next one. Applied to the newest version, so that what different sources
/// know of a node never overwrites each other.
@FunctionalInterface
public interface StatusChange {

  /// The next status; empty when there is nothing to write.
  ///
  /// @param before the newest status; empty for a node without one
  Optional<NodeStatus> after(Optional<NodeStatus> before);

  /// This change, and then another.
  default StatusChange then(StatusChange next) {
    return before -> {
      Optional<NodeStatus> mine = after(before);
      return next.after(mine.or(() -> before)).or(() -> mine);
    };
  }
}
