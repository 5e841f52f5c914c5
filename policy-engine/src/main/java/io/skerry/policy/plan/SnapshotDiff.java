package io.skerry.policy.plan;

import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.Snapshot.Entry;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The difference of two snapshots, by the addresses of their entries; each list is ordered by
/// tenant and name.
///
/// @param added entries that only the second has
/// @param removed entries that only the first has
/// @param changed entries at one address that differ
public record SnapshotDiff(List<Entry> added, List<Entry> removed, List<Changed> changed) {

  /// Copies the lists.
  public SnapshotDiff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /// @param from in the first snapshot
  /// @param to in the second
  public record Changed(Entry from, Entry to) {}

  /// What changes when a node moves from one snapshot to another.
  public static SnapshotDiff between(Snapshot from, Snapshot to) {
    Map<Address, Entry> left = new LinkedHashMap<>();
    from.entries().forEach(entry -> left.put(Address.of(entry), entry));
    List<Entry> added = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    for (Entry entry : to.entries()) {
      Optional<Entry> old = Optional.ofNullable(left.remove(Address.of(entry)));
      if (old.isEmpty()) {
        added.add(entry);
      } else if (!old.get().equals(entry)) {
        changed.add(new Changed(old.get(), entry));
      }
    }
    return new SnapshotDiff(added, List.copyOf(left.values()), changed);
  }

  /// Whether the two are the same.
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
  }

  private record Address(TenantName tenant, String name) {
    static Address of(Entry entry) {
      return new Address(entry.tenant(), entry.name());
    }
  }
}
