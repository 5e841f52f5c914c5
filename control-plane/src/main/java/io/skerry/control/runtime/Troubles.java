package io.skerry.control.runtime;

import io.skerry.schema.store.CommitOutcome;
import java.util.Optional;

/// What outcomes mean, for the log.
final class Troubles {

  private Troubles() {}

  /// Why a transaction did not certainly happen; empty when it did.
  static Optional<String> of(CommitOutcome outcome) {
    return switch (outcome) {
      case CommitOutcome.Committed _ -> Optional.empty();
      case CommitOutcome.Conflict(var keys) -> Optional.of("somebody else wrote " + keys);
      case CommitOutcome.Fenced _ -> Optional.of("this replica no longer leads");
      case CommitOutcome.Unknown(String reason) -> Optional.of("the outcome is unknown: " + reason);
    };
  }
}
