package io.skerry.schema.model;

import java.util.Comparator;
import java.util.List;

/// An immutable manifest of everything that a node must run together, addressed by the digest of
/// its canonical bytes. It names no node, so that nodes which run the same share one snapshot.
///
/// @param entries ordered by tenant and name, no two with the same tenant and name
public record Snapshot(List<Entry> entries) {

  /// By tenant and name.
  public static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::tenant).thenComparing(Entry::name);

  /// The most entries of a manifest.
  public static final int MAX_ENTRIES = 10_000;

  /// Nothing to run.
  public static final Snapshot EMPTY = new Snapshot(List.of());

  /// Sorts the entries; refuses two with one address with `IllegalArgumentException`.
  public Snapshot {
    entries = entries.stream().sorted(ORDER).toList();
    for (int i = 1; i < entries.size(); i++) {
      if (ORDER.compare(entries.get(i - 1), entries.get(i)) == 0) {
        throw new IllegalArgumentException("two entries at " + entries.get(i).name());
      }
    }
  }

  /// One thing to run.
  ///
  /// @param tenant whose it is
  /// @param name the hierarchical address, such as `policy/us-east-1/asr/rate-limit`
  /// @param kind how to read the blob
  /// @param blob the digest of the content
  /// @param size of the content in bytes
  public record Entry(TenantName tenant, String name, EntryKind kind, Digest blob, long size) {}

  /// How an entry's blob is read.
  public enum EntryKind {
    POLICY("policy"),
    SERVICE("service"),
    TRAFFIC_SPLIT("trafficSplit");

    private final String wireName;

    EntryKind(String wireName) {
      this.wireName = wireName;
    }

    /// The value of the `kind` field in a manifest.
    public String wireName() {
      return wireName;
    }
  }
}
