package io.skerry.schema.store;

import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Keys with all their versions, and leases. Not safe for use by several threads.
final class MemoryState {

  /// One version of a key; without bytes it is a removal.
  private record Version(Revision revision, Revision created, Optional<Bytes> bytes, long lease) {}

  private record Expiry(long seconds, Instant at) {}

  private final NavigableMap<String, List<Version>> keys = new TreeMap<>();
  private final Map<Long, Expiry> leases = new HashMap<>();
  private Revision revision = new Revision(1);
  private Revision compacted = Revision.ZERO;
  private long lastLease;

  Revision revision() {
    return revision;
  }

  Revision compacted() {
    return compacted;
  }

  void compact(Revision to) {
    compacted = to;
  }

  Optional<RawEntry> get(String path) {
    return at(path, revision);
  }

  List<RawEntry> list(KeyRange range, Optional<String> after, Revision at) {
    return keys.keySet().stream()
        .filter(range::contains)
        .filter(path -> after.map(last -> path.compareTo(last) > 0).orElse(true))
        .flatMap(path -> at(path, at).stream())
        .toList();
  }

  /// All changes of a range from a revision on, in revision order.
  List<Change> changesFrom(KeyRange range, Revision from) {
    List<Change> changes = new ArrayList<>();
    keys.forEach(
        (path, versions) -> {
          if (range.contains(path)) {
            versions.stream()
                .filter(version -> version.revision().compareTo(from) >= 0)
                .map(version -> change(path, version))
                .forEach(changes::add);
          }
        });
    changes.sort(Comparator.comparing(Change::revision));
    return changes;
  }

  /// Carries out writes at one new revision; removals of keys that do not exist do not count.
  void write(List<Txn.Write> writes) {
    Revision next = revision.next();
    for (Txn.Write write : writes) {
      switch (write) {
        case Txn.Write.Put put -> put(put, next);
        case Txn.Write.Delete delete -> remove(delete.key().path(), next);
      }
    }
  }

  long grant(long seconds, Instant now) {
    lastLease++;
    leases.put(lastLease, new Expiry(seconds, now.plusSeconds(seconds)));
    return lastLease;
  }

  boolean hasLease(long lease) {
    return leases.containsKey(lease);
  }

  boolean renew(long lease, Instant now) {
    return leases.computeIfPresent(
            lease, (_, old) -> new Expiry(old.seconds(), now.plusSeconds(old.seconds())))
        != null;
  }

  void revoke(long lease) {
    leases.remove(lease);
    Revision next = revision.next();
    List<String> bound =
        keys.entrySet().stream()
            .filter(entry -> entry.getValue().getLast().lease() == lease)
            .map(Map.Entry::getKey)
            .toList();
    bound.forEach(path -> remove(path, next));
  }

  void expire(Instant now) {
    List<Long> due =
        leases.entrySet().stream()
            .filter(lease -> !lease.getValue().at().isAfter(now))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    due.forEach(this::revoke);
  }

  private void put(Txn.Write.Put put, Revision next) {
    Revision created = get(put.key().path()).map(RawEntry::created).orElse(next);
    append(
        put.key().path(),
        new Version(
            next,
            created,
            Optional.of(put.bytes()),
            put.lease().map(StateStore.Lease::id).orElse(0L)));
  }

  private void remove(String path, Revision next) {
    if (at(path, next).isPresent()) {
      append(path, new Version(next, Revision.ZERO, Optional.empty(), 0));
    }
  }

  private void append(String path, Version version) {
    keys.computeIfAbsent(path, _ -> new ArrayList<>()).add(version);
    revision = version.revision();
  }

  private Optional<RawEntry> at(String path, Revision at) {
    List<Version> versions = keys.getOrDefault(path, List.of());
    for (int i = versions.size() - 1; i >= 0; i--) {
      Version version = versions.get(i);
      if (version.revision().compareTo(at) <= 0) {
        return version.bytes().map(bytes -> entry(path, version, bytes));
      }
    }
    return Optional.empty();
  }

  private static Change change(String path, Version version) {
    return version
        .bytes()
        .<Change>map(bytes -> new Change.Put(entry(path, version, bytes)))
        .orElseGet(() -> new Change.Deleted(path, version.revision()));
  }

  private static RawEntry entry(String path, Version version, Bytes bytes) {
    return new RawEntry(path, bytes, version.created(), version.revision());
  }
}
