package io.skerry.control.api.edge;

import io.skerry.schema.model.NodeStatus;
import java.util.Optional;

/// How a status becomes the next one. Applied to the newest version, so that what different sources
/// know of a node never overwrites each other.
@FunctionalInterface
public interface StatusChange {

  /// What a change starts from.
  ///
  /// @param status the newest one; empty for a node without one
  record Before(Optional<NodeStatus> status) {}

  /// The next status; empty when there is nothing to write.
  Optional<NodeStatus> after(Before before);

  /// This change, and then another.
  default StatusChange then(StatusChange next) {
    return before -> {
      Optional<NodeStatus> mine = after(before);
      return next.after(new Before(mine.or(before::status))).or(() -> mine);
    };
  }
}
