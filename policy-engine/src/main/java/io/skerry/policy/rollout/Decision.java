package io.skerry.policy.rollout;

import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Status;

/// What the leader must record of a rollout. Each is one transaction, fenced by the term and
/// requiring the rollout to be unchanged since the sight.
public sealed interface Decision {

  /// The rollout as the sight had it.
  Rollout rollout();

  /// What its status becomes.
  Status next();

  /// The rollout begins: the members of its waves are stored first, over whatever an earlier leader
  /// left there, then the status.
  ///
  /// @param rollout which
  /// @param plan its waves
  /// @param next its first wave is admitted, or waits for an approval
  record Start(Rollout rollout, WavePlan plan, Status next) implements Decision {}

  /// The rollout goes on.
  ///
  /// @param rollout which
  /// @param next where it stands now
  record Transition(Rollout rollout, Status next) implements Decision {}
}
