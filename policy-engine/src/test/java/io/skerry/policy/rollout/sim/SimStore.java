package io.skerry.policy.rollout.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The store as far as the cell uses it: revisions, transactions, leases, a log that is compacted.
final class SimStore {

  private final World world;
  private final List<Consumer<Commit>> observers = new ArrayList<>();
  private final List<BiConsumer<Txn, Need>> refusals = new ArrayList<>();
  private final Map<Long, Lease> leases = new HashMap<>();
  private final List<Commit> log = new ArrayList<>();
  private TreeMap<String, Entry> state = new TreeMap<>();
  private long revision;
  private long compacted;
  private long lastLease;
  private long identity = 1;

  SimStore(World world) {
    this.world = world;
  }

  /// @param value what is stored
  /// @param created revision of the key's creation
  /// @param modified revision of its last change
  record Entry(Object value, long created, long modified) {}

  /// What a transaction requires.
  sealed interface Need {
    String key();

    record Unchanged(String key, long modified) implements Need {}

    record Absent(String key) implements Need {}

    record Created(String key, long created) implements Need {}
  }

  /// @param value empty deletes the key
  record Write(String key, Optional<Object> value) {}

  /// @param origin who writes and why, for the invariants
  record Txn(List<Need> needs, List<Write> writes, Object origin) {
    Txn {
      needs = List.copyOf(needs);
      writes = List.copyOf(writes);
    }
  }

  /// @param before the values that the keys had
  record Commit(long revision, Txn txn, Map<String, Optional<Entry>> before) {}

  private static final class Lease {
    long expires;
    final long ttl;

    Lease(long expires, long ttl) {
      this.expires = expires;
      this.ttl = ttl;
    }
  }

  void observe(Consumer<Commit> observer) {
    observers.add(observer);
  }

  /// Tells of transactions that were refused, with the first requirement that did not hold.
  void observeRefusals(BiConsumer<Txn, Need> observer) {
    refusals.add(observer);
  }

  /// Changes when another store takes this one's place.
  long identity() {
    return identity;
  }

  long revision() {
    return revision;
  }

  long compacted() {
    return compacted;
  }

  SortedMap<String, Entry> state() {
    return Collections.unmodifiableSortedMap(state);
  }

  Optional<Entry> get(String key) {
    return Optional.ofNullable(state.get(key));
  }

  /// The commits after a revision; those that were compacted away are not among them.
  List<Commit> after(long from) {
    if (log.isEmpty()) {
      return List.of();
    }
    long first = Math.max(from, compacted) + 1 - log.getFirst().revision();
    return List.copyOf(log.subList((int) Math.min(Math.max(0, first), log.size()), log.size()));
  }

  /// The revision of the commit; empty when a requirement does not hold.
  Optional<Long> commit(Txn txn) {
    Optional<Need> lacking = txn.needs().stream().filter(need -> !holds(need)).findFirst();
    if (lacking.isPresent()) {
      refusals.forEach(observer -> observer.accept(txn, lacking.get()));
      return Optional.empty();
    }
    revision++;
    Map<String, Optional<Entry>> before = new HashMap<>();
    for (Write write : txn.writes()) {
      Optional<Entry> old = get(write.key());
      before.put(write.key(), old);
      write
          .value()
          .ifPresentOrElse(
              value ->
                  state.put(
                      write.key(),
                      new Entry(value, old.map(Entry::created).orElse(revision), revision)),
              () -> state.remove(write.key()));
    }
    Commit commit = new Commit(revision, txn, before);
    log.add(commit);
    observers.forEach(observer -> observer.accept(commit));
    return Optional.of(revision);
  }

  private boolean holds(Need need) {
    Optional<Entry> entry = get(need.key());
    return switch (need) {
      case Need.Unchanged(String _, long modified) ->
          entry.filter(it -> it.modified() == modified).isPresent();
      case Need.Absent _ -> entry.isEmpty();
      case Need.Created(String _, long created) ->
          entry.filter(it -> it.created() == created).isPresent();
    };
  }

  long grant(long ttl, String boundKey) {
    lastLease++;
    Lease lease = new Lease(world.now() + ttl, ttl);
    leases.put(lastLease, lease);
    watchOver(lastLease, boundKey);
    return lastLease;
  }

  /// Whether the lease is still there, and now lives for its whole time again.
  boolean keepAlive(long id) {
    Lease lease = leases.get(id);
    if (lease == null) {
      return false;
    }
    lease.expires = world.now() + lease.ttl;
    return true;
  }

  private void watchOver(long id, String boundKey) {
    Lease lease = leases.get(id);
    if (lease == null) {
      return;
    }
    if (world.now() < lease.expires) {
      world.in(lease.expires - world.now(), () -> watchOver(id, boundKey));
      return;
    }
    leases.remove(id);
    get(boundKey)
        .filter(entry -> entry.value() instanceof Leader leader && leader.lease() == id)
        .ifPresent(
            _ ->
                commit(
                    new Txn(
                        List.of(), List.of(new Write(boundKey, Optional.empty())), "lease ended")));
  }

  /// Who leads.
  record Leader(String controller, long lease) {}

  void compact() {
    compacted = revision;
  }

  /// What [#restore] goes back to.
  Map.Entry<Long, SortedMap<String, Entry>> backup() {
    return Map.entry(revision, new TreeMap<>(state));
  }

  /// Puts an older copy of the store in the place of this one.
  void restore(Map.Entry<Long, SortedMap<String, Entry>> backup) {
    state = new TreeMap<>(backup.getValue());
    identity++;
    revision = backup.getKey();
    compacted = revision;
    log.clear();
    leases.clear();
    state.remove(Keys.LEADER);
  }
}
