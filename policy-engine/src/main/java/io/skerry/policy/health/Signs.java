package io.skerry.policy.health;

import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Ref;
import java.time.Duration;
import java.util.Optional;

/// What is known about a node that was heard at some time.
///
/// @param status what it last said, and what was found about it
/// @param ref what it must run
/// @param heartbeat when it was heard
public record Signs(NodeStatus status, Optional<Ref> ref, Heartbeat heartbeat) {

  /// How a node's heartbeat goes.
  ///
  /// @param age since the last sign of life; empty where nobody here knows
  /// @param interval how often nodes report
  public record Heartbeat(Optional<Duration> age, Duration interval) {
    /// Nobody here knows.
    public static final Heartbeat UNKNOWN = new Heartbeat(Optional.empty(), Duration.ZERO);
  }

  /// The status alone.
  static Signs of(NodeStatus status) {
    return new Signs(status, Optional.empty(), Heartbeat.UNKNOWN);
  }
}
