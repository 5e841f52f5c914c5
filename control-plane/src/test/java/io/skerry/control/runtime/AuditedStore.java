package io.skerry.control.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.Address;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import io.skerry.schema.store.WatchStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// An in-memory store that checks, after every accepted transaction, what must hold of all of them,
/// and remembers their audit events. One thread at a time.
final class AuditedStore implements StateStore {

  private final InMemoryStore store;
  private final Keys keys;
  private final Map<ResourceName, Ref> refs = new HashMap<>();
  private final RolloutRules rules;
  private final List<AuditEvent> accepted = new ArrayList<>();
  private final Queue<Txn> underway = new ArrayDeque<>();
  private Runnable beforeCommit = () -> {};
  private boolean delayNext;

  AuditedStore(InMemoryStore store, Keys keys) {
    this.store = store;
    this.keys = keys;
    this.rules = new RolloutRules(keys);
  }

  /// What holds of rollouts.
  RolloutRules rules() {
    return rules;
  }

  /// Runs before every commit; may plan a failure or throw.
  void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  /// Every audit event of an accepted transaction, in order.
  List<AuditEvent> accepted() {
    return List.copyOf(accepted);
  }

  /// Lets the next commit get lost on its way, and arrive at [#arrive].
  void delayNext() {
    delayNext = true;
  }

  /// Carries out what was lost on its way, whatever has happened since.
  void arrive() {
    while (!underway.isEmpty()) {
      carryOut(underway.remove());
    }
  }

  @Override
  public CommitOutcome commit(Txn txn) {
    beforeCommit.run();
    if (delayNext) {
      delayNext = false;
      underway.add(txn);
      return new CommitOutcome.Unknown("delayed on purpose");
    }
    return carryOut(txn);
  }

  private CommitOutcome carryOut(Txn txn) {
    Revision before = store.revision();
    CommitOutcome outcome = store.commit(txn);
    if (store.revision().compareTo(before) > 0) {
      rules.accept(txn);
      txn.writes().forEach(write -> check(txn, write));
    }
    return outcome;
  }

  private void check(Txn txn, Txn.Write write) {
    if (write instanceof Txn.Write.Delete) {
      return;
    }
    Optional<Address> address = keys.locate(write.key().path());
    if (address.orElseThrow() instanceof Address.OfRef at) {
      checkRef(txn, at.node());
    }
    if (address.orElseThrow() instanceof Address.OfOutbox at) {
      accepted.add(decode(keys.outbox(at.ulid())));
    }
  }

  private void checkRef(Txn txn, ResourceName node) {
    Ref ref = decode(keys.ref(node)).ref();
    assertThat(txn.requirements())
        .as("a ref is written under a fence")
        .anyMatch(Txn.Requirement.Fence.class::isInstance);
    long former = Optional.ofNullable(refs.put(node, ref)).map(Ref::generation).orElse(0L);
    assertThat(ref.generation()).as("generation of %s", node).isEqualTo(former + 1);
    Snapshot snapshot = decode(keys.snapshot(ref.snapshot()));
    assertThat(snapshot.entries())
        .as("content of %s", node)
        .allMatch(entry -> store.get(keys.blob(entry.blob())).isPresent());
    assertThat(eventOf(txn).changes())
        .as("the transaction's audit event names the ref")
        .anyMatch(
            change ->
                change instanceof AuditEvent.Change.RefChanged changed
                    && changed.ref().equals(ref));
  }

  private AuditEvent eventOf(Txn txn) {
    List<AuditEvent> events =
        txn.writes().stream()
            .flatMap(write -> keys.locate(write.key().path()).stream())
            .filter(Address.OfOutbox.class::isInstance)
            .map(at -> decode(keys.outbox(((Address.OfOutbox) at).ulid())))
            .toList();
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private <T> T decode(Key<T> key) {
    return store.get(key).orElseThrow().decode().orThrow();
  }

  /// What a node's ref says now.
  Optional<RefEnvelope> ref(ResourceName node) {
    return store.get(keys.ref(node)).map(stored -> stored.decode().orThrow());
  }

  @Override
  public <T> Optional<Stored<T>> get(Key<T> key) {
    return store.get(key);
  }

  @Override
  public Page list(KeyRange range, PageRequest request) {
    return store.list(range, request);
  }

  @Override
  public WatchStream watch(KeyRange range, Revision from) {
    return store.watch(range, from);
  }

  @Override
  public Lease grantLease(Duration ttl) {
    return store.grantLease(ttl);
  }

  @Override
  public boolean keepAlive(Lease lease) {
    return store.keepAlive(lease);
  }

  @Override
  public void revoke(Lease lease) {
    store.revoke(lease);
  }

  @Override
  public void close() {
    store.close();
  }
}
