package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.CommitOutcome.Committed;
import io.skerry.schema.store.WatchStream.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Short words for contract tests. Each test works under a cell of its own, so that one store can
/// serve them all.
abstract class StoreContract {

  private static final AtomicInteger CELLS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Keys keys = new Keys(new ResourceName("contract-" + CELLS.incrementAndGet()));

  /// The store under test; the same during one test.
  abstract StoreFixture fixture();

  final StateStore store() {
    return fixture().store();
  }

  final KeyRange blobs() {
    return new KeyRange(keys.prefix() + "blobs/");
  }

  final KeyRange nothing() {
    return new KeyRange(keys.prefix() + "nothing/");
  }

  final Revision put(String name, String value) {
    return commit(Txn.builder().put(key(name), Bytes.utf8(value)));
  }

  final Revision commit(Txn.Builder txn) {
    CommitOutcome outcome = store().commit(txn.build());
    assertThat(outcome).isInstanceOf(Committed.class);
    return ((Committed) outcome).revision();
  }

  final Optional<String> text(String name) {
    return store().get(key(name)).map(stored -> stored.bytes().asText());
  }

  final Key<Bytes> key(String name) {
    return keys.blob(Bytes.utf8(name).digest());
  }

  final KeyRange rangeOf(String name) {
    return new KeyRange(key(name).path());
  }

  static final Signal next(WatchStream stream) throws InterruptedException {
    return stream.poll(PATIENCE).orElseThrow();
  }

  static final List<Change> changes(WatchStream stream, int count) throws InterruptedException {
    List<Change> changes = new ArrayList<>();
    while (changes.size() < count) {
      changes.addAll(((Signal.Changes) next(stream)).changes());
    }
    return changes;
  }

  static final List<String> texts(List<Change> changes) {
    return changes.stream().map(change -> ((Change.Put) change).entry().bytes().asText()).toList();
  }
}
