package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.Samples.Published;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes snapshots and refs into a store as the control plane would, and garbage as it would not.
record StorePublisher(StateStore store) {

  private static final Keys KEYS = new Keys(new ResourceName("local"));

  /// Content first, then the ref, in one transaction.
  void publish(long generation, Published snapshot) {
    List<Txn.Write> writes = new ArrayList<>();
    snapshot.blobs().forEach((digest, blob) -> writes.add(blob(digest, blob)));
    writes.add(
        new Txn.Write.Put(KEYS.snapshot(snapshot.digest()), snapshot.manifest(), Optional.empty()));
    writes.add(ref(Samples.ref(generation, snapshot.digest())));
    commit(writes);
  }

  /// Any bytes as the node's ref.
  void putRef(Bytes value) {
    commit(List.of(ref(value)));
  }

  /// A ref with attachments.
  void putRef(long generation, Digest snapshot, Map<Digest, Bytes> attachments) {
    putRef(Samples.ref(Samples.NODE, generation, snapshot, attachments));
  }

  void deleteRef() {
    commit(List.of(new Txn.Write.Delete(KEYS.ref(Samples.NODE))));
  }

  private static Txn.Write ref(Bytes value) {
    return new Txn.Write.Put(KEYS.ref(Samples.NODE), value, Optional.empty());
  }

  private static Txn.Write blob(Digest digest, Bytes blob) {
    return new Txn.Write.Put(KEYS.blob(digest), blob, Optional.empty());
  }

  private void commit(List<Txn.Write> writes) {
    assertThat(store.commit(new Txn(List.of(), writes)))
        .isInstanceOf(CommitOutcome.Committed.class);
  }
}
