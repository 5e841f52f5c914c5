package io.skerry.control.fleet;

import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.Ref;
import java.time.Instant;
import java.util.Optional;

/// That a node runs something else than its ref says, or an older generation of it. Pure.
///
/// @param reason one sentence for operators
/// @param since when its ref began to ask for what it does not run
public record NodeDrift(String reason, Instant since) {

  /// How a node differs from its ref; empty when it runs what it must run, and without a ref.
  public static Optional<NodeDrift> of(NodeFacts facts) {
    return facts
        .ref()
        .filter(wanted -> facts.status().filter(said -> runs(said, wanted)).isEmpty())
        .map(wanted -> new NodeDrift(reason(facts, wanted), wanted.issuedAt()));
  }

  /// Whether a node said that it runs exactly this.
  public static boolean runs(NodeStatus status, Ref wanted) {
    return status
        .applied()
        .filter(applied -> applied.generation() == wanted.generation())
        .filter(applied -> applied.snapshot().equals(wanted.snapshot()))
        .isPresent();
  }

  private static String reason(NodeFacts facts, Ref wanted) {
    NodeStanding standing = facts.standing();
    String runs =
        facts
            .status()
            .flatMap(NodeStatus::applied)
            .map(applied -> runs(applied, wanted))
            .orElse("runs no snapshot");
    return switch (standing.state()) {
      case PENDING -> "never heard, " + runs;
      case LOST -> "offline since " + standing.since() + ", " + runs;
      case STALE -> "out of touch with the store since " + standing.since() + ", " + runs;
      case DEGRADED -> standing.reason();
      case UPDATING, READY -> "updating since " + wanted.issuedAt() + ", " + runs;
    };
  }

  private static String runs(Applied applied, Ref wanted) {
    return applied.generation() > wanted.generation()
        ? "runs generation " + applied.generation() + ", which its ref does not ask for"
        : "runs generation " + applied.generation() + " of " + wanted.generation();
  }
}
