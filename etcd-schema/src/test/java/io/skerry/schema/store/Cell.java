package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.util.Optional;

/// Short words for tests that write small texts to a store.
///
/// @param store where
record Cell(StateStore store) {

  private static final Keys KEYS = new Keys(new ResourceName("test"));

  /// Everything.
  static KeyRange all() {
    return new KeyRange(KEYS.prefix() + "blobs/");
  }

  static Key<Bytes> key(String name) {
    return KEYS.blob(Bytes.utf8(name).digest());
  }

  static KeyRange range(String name) {
    return new KeyRange(key(name).path());
  }

  static Txn write(String name, String value) {
    return Txn.builder().put(key(name), Bytes.utf8(value)).build();
  }

  Revision put(String name, String value) {
    return commit(write(name, value));
  }

  Revision delete(String name) {
    return commit(Txn.builder().delete(key(name)).build());
  }

  Optional<String> get(String name) {
    return store.get(key(name)).map(stored -> stored.bytes().asText());
  }

  private Revision commit(Txn txn) {
    return switch (store.commit(txn)) {
      case CommitOutcome.Committed(Revision revision) -> revision;
      case CommitOutcome.Conflict _, CommitOutcome.Fenced _, CommitOutcome.Unknown _ ->
          throw new IllegalStateException("not committed: " + txn);
    };
  }
}
