package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import io.skerry.schema.model.Revision;
import java.util.List;

/// What became of a transaction.
public sealed interface CommitOutcome {

  /// Every write happened.
  ///
  /// @param revision of the transaction
  record Committed(Revision revision) implements CommitOutcome {}

  /// A requirement other than a fence did not hold; nothing was written.
  ///
  /// @param keys whose requirements failed, at least one
  record Conflict(List<Key<?>> keys) implements CommitOutcome {
    /// Copies the list.
    public Conflict {
      keys = List.copyOf(keys);
    }
  }

  /// The fence did not hold: the writer is no longer the leader. Nothing was written.
  record Fenced() implements CommitOutcome {}

  /// No answer came in time: the transaction may or may not have happened, or may still happen.
  ///
  /// @param reason for the log
  record Unknown(String reason) implements CommitOutcome {}
}
