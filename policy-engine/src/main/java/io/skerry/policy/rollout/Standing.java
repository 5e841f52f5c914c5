package io.skerry.policy.rollout;

import io.skerry.policy.health.HealthScore;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.model.Ref;
import java.util.Optional;

/// How a node stands as far as rollouts care. A node that is gone has none.
public sealed interface Standing {

  /// The lowest health score of a node that is well.
  int WELL = 50;

  /// The type of the condition of a node whose agent cannot stay up.
  String CRASH_LOOP = "CrashLoop";

  /// The code with which a node refuses a snapshot that it could not stay up with.
  String CRASHED = "crash-loop";

  /// Not heard, or two processes are heard under its name, which says nothing about the node: it
  /// may well be serving.
  ///
  /// @param why for people
  record Unknown(String why) implements Standing {}

  /// On its way to what its ref says, or waiting for its first ref.
  record Updating() implements Standing {}

  /// Keeps serving what it had.
  ///
  /// @param code why it refused its ref
  /// @param message for people
  record Refused(String code, String message) implements Standing {}

  /// Runs what it must, but badly, or would not hear of a change.
  ///
  /// @param why for people
  record Unhealthy(String why) implements Standing {}

  /// Runs what it must and is well.
  record Steady() implements Standing {}

  /// For people, such as `refused with digest-mismatch: ...`.
  default String describe() {
    return switch (this) {
      case Unknown(String why) -> why;
      case Updating _ -> "has not applied its ref yet";
      case Refused(String code, String message) ->
          "refused with " + code + (message.isEmpty() ? "" : ": " + message);
      case Unhealthy(String why) -> why;
      case Steady _ -> "is steady";
    };
  }

  /// How a node stands, given its ref and what it last said.
  static Standing of(NodeSight.Facts facts) {
    return facts
        .status()
        .map(said -> of(facts.ref(), said))
        .orElseGet(() -> new Unknown("was never heard"));
  }

  private static Standing of(Optional<Ref> ref, NodeStatus said) {
    if (said.reachability() == NodeStatus.Reachability.SILENT) {
      return new Unknown("has not been heard since " + said.changedAt());
    }
    if (said.findings().starts().shared().isPresent()) {
      return new Unknown("is two processes, of which nobody knows which one reports");
    }
    return ref.map(wanted -> towards(wanted, said)).orElseGet(Updating::new);
  }

  private static Standing towards(Ref wanted, NodeStatus said) {
    Optional<Rejected> refusal = said.rejected().filter(no -> concerns(no, wanted));
    if (refusal.isPresent()) {
      return new Refused(refusal.get().code(), refusal.get().message());
    }
    if (said.applied().filter(done -> concerns(done, wanted)).isEmpty()) {
      return new Updating();
    }
    if (said.link() == NodeStatus.Link.STALE) {
      return new Unhealthy("is out of touch with the store");
    }
    return isCrashLooping(said)
        ? new Unhealthy("its agent crashes again and again")
        : byScore(HealthScore.decisive(said));
  }

  private static Standing byScore(int score) {
    return score < WELL
        ? new Unhealthy("has health score " + score + ", below " + WELL)
        : new Steady();
  }

  /// Whether the node says that its agent cannot stay up.
  static boolean isCrashLooping(NodeStatus said) {
    return said.conditions().stream().anyMatch(condition -> condition.type().equals(CRASH_LOOP));
  }

  private static boolean concerns(Rejected no, Ref wanted) {
    return no.generation() == wanted.generation() && no.snapshot().equals(wanted.snapshot());
  }

  private static boolean concerns(Applied done, Ref wanted) {
    return done.generation() == wanted.generation() && done.snapshot().equals(wanted.snapshot());
  }
}
