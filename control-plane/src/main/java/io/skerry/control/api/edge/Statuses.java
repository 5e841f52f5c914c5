package io.skerry.control.api.edge;

import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import java.time.Instant;

/// Copies of statuses.
final class Statuses {

  private Statuses() {}

  /// The same status with another reachability, changed at `at`.
  static NodeStatus changed(NodeStatus status, Reachability reachability, Instant at) {
    return new NodeStatus(
        status.node(),
        status.replica(),
        status.bootId(),
        status.agentVersion(),
        status.applied(),
        status.rejected(),
        status.link(),
        status.healthScore(),
        reachability,
        status.conditions(),
        at);
  }
}
