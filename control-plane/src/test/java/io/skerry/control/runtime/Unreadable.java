package io.skerry.control.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.Key;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import java.util.List;
import java.util.Optional;

/// Values that no release can read.
final class Unreadable {

  private Unreadable() {}

  /// Writes one.
  static void write(StateStore store, Key<?> key) {
    Txn.Write garbage = new Txn.Write.Put(key, Bytes.utf8("{\"kind\":"), Optional.empty());
    assertThat(store.commit(new Txn(List.of(), List.of(garbage))))
        .isInstanceOf(CommitOutcome.Committed.class);
  }
}
