package io.skerry.control.runtime;

import io.skerry.control.fleet.IdSource;
import io.skerry.control.rollout.RefTxns.Occasion;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Txn;
import java.time.InstantSource;

/// What everything that a leader writes needs. As safe for use by many threads as its parts are.
///
/// @param store where it is written
/// @param keys of the cell
/// @param clock of audit events
/// @param ids of audit events
public record Clerk(StateStore store, Keys keys, InstantSource clock, IdSource ids) {

  /// A new event, now.
  ///
  /// @param cause joins the events of one pass
  Occasion occasion(String cause) {
    return new Occasion(ids.nextUlid(), clock.instant(), cause);
  }

  /// Commits once. A store that does not answer leaves the outcome unknown.
  CommitOutcome commit(Txn txn) {
    try {
      return store.commit(txn);
    } catch (StoreException failure) {
      return new CommitOutcome.Unknown(failure.code() + ": " + failure.getMessage());
    }
  }
}
