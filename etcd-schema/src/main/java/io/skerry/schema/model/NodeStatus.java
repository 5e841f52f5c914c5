package io.skerry.schema.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a node says about itself, written by the control plane on the node's behalf and only when
/// it changes: heartbeats that say nothing new stay in the memory of the replica that hears the
/// node.
///
/// @param node who
/// @param replica the control-plane replica that hears the node
/// @param bootId changes with every start of the agent
/// @param agentVersion the agent's release
/// @param applied what it runs; empty before the first snapshot
/// @param rejected the newest ref that it refused, while that ref stands
/// @param link how it stands with the store
/// @param healthScore 0 (worst) to 100
/// @param reachability whether the control plane hears it
/// @param conditions anything else worth an operator's attention
/// @param changedAt when any of this last changed
public record NodeStatus(
    ResourceName node,
    String replica,
    String bootId,
    String agentVersion,
    Optional<Applied> applied,
    Optional<Rejected> rejected,
    Link link,
    int healthScore,
    Reachability reachability,
    List<Condition> conditions,
    Instant changedAt) {

  /// Copies the list.
  public NodeStatus {
    conditions = List.copyOf(conditions);
  }

  /// A snapshot that was verified, persisted and activated.
  ///
  /// @param snapshot what runs
  /// @param generation of the ref that asked for it
  /// @param durationMicros from receiving the ref to activation
  /// @param at when, by the node's clock
  public record Applied(Digest snapshot, long generation, long durationMicros, Instant at) {}

  /// A ref that the node refused, keeping what it had.
  ///
  /// @param snapshot what was asked for
  /// @param generation of the refused ref
  /// @param code why, a closed set documented in the node protocol, such as `digest-mismatch`
  /// @param message for people
  /// @param at when, by the node's clock
  public record Rejected(
      Digest snapshot, long generation, String code, String message, Instant at) {}

  /// How the node stands with the store.
  public enum Link {
    CONNECTED,
    /// Out of touch with the store: it serves what it has, which may be old.
    STALE
  }

  /// Whether heartbeats arrive.
  public enum Reachability {
    HEARD,
    /// No heartbeat for three intervals. Not a verdict on the node: it may well be serving.
    SILENT
  }

  /// @param type a short CamelCase word such as `DiskFull`
  /// @param message for people
  /// @param since when it began, by the node's clock
  public record Condition(String type, String message, Instant since) {}
}
