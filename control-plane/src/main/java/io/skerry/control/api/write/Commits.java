package io.skerry.control.api.write;

import io.skerry.schema.key.Key;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.StoreException;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commits transactions and finds out what became of those whose answer was lost. Blocks: for
/// virtual threads.
@ApplicationScoped
public class Commits {

  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
  private static final int ATTEMPTS = 3;

  private final StateStore store;
  private final Pauses pauses;

  @Inject
  Commits(StateStore store, Pauses pauses) {
    this.store = store;
    this.pauses = pauses;
  }

  /// Commits a transaction whose requirements fail once it has happened, so that it can never
  /// happen twice. When no answer came, the same transaction is sent again: then either it happens
  /// now, or its requirements fail and what it wrote is looked for.
  ///
  /// @return `Unknown` when no answer came and what it wrote is not found: it may have happened and
  ///   been overwritten since
  public CommitOutcome commit(Txn txn) {
    CommitOutcome outcome = store.commit(txn);
    for (int i = 1; i < ATTEMPTS && outcome instanceof CommitOutcome.Unknown unknown; i++) {
      LOG.warn("A write has no known outcome, looking again: {}", unknown.reason());
      pauses.beforeAttempt(i);
      outcome = again(txn, unknown);
    }
    return outcome;
  }

  /// A store that is away now tells nothing about the attempt before.
  private CommitOutcome again(Txn txn, CommitOutcome.Unknown unknown) {
    try {
      CommitOutcome outcome = store.commit(txn);
      return outcome instanceof CommitOutcome.Conflict
          ? writtenAt(txn).<CommitOutcome>map(CommitOutcome.Committed::new).orElse(unknown)
          : outcome;
    } catch (StoreException away) {
      LOG.warn("The store is away ({}): {}", away.code(), away.getMessage());
      return unknown;
    }
  }

  private Optional<Revision> writtenAt(Txn txn) {
    return txn.writes().stream()
        .flatMap(
            write ->
                write instanceof Txn.Write.Put put
                    ? modifiedIfSame(put.key(), put.bytes()).stream()
                    : Optional.<Revision>empty().stream())
        .findFirst();
  }

  private <T> Optional<Revision> modifiedIfSame(Key<T> key, Bytes bytes) {
    return store.get(key).filter(there -> there.bytes().equals(bytes)).map(Stored::modified);
  }
}
