package io.skerry.schema.store;

import io.skerry.schema.model.Revision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a sink has been told about each key of a range: enough to say what a listing changes about
/// it. Not safe for use by several threads.
final class KnownKeys {

  /// The content's hash tells a store apart that was replaced by another one at equal revisions.
  private record Version(Revision created, Revision modified, int contentHash) {

    static Version of(RawEntry entry) {
      return new Version(entry.created(), entry.modified(), entry.bytes().hashCode());
    }
  }

  private final Map<String, Version> known = new HashMap<>();

  /// What leads from the known state to a listing: writes in revision order, then removals at the
  /// listing's revision.
  List<Change> changesTo(List<RawEntry> listed, Revision at) {
    List<Change> changes = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (RawEntry entry : listed) {
      present.add(entry.path());
      if (!Version.of(entry).equals(known.get(entry.path()))) {
        changes.add(new Change.Put(entry));
      }
    }
    changes.sort(Comparator.comparing(Change::revision));
    known.keySet().stream()
        .filter(path -> !present.contains(path))
        .sorted()
        .forEach(path -> changes.add(new Change.Deleted(path, at)));
    return changes;
  }

  /// Remembers changes that the sink has taken.
  void apply(List<Change> changes) {
    for (Change change : changes) {
      switch (change) {
        case Change.Put(RawEntry entry) -> known.put(entry.path(), Version.of(entry));
        case Change.Deleted deleted -> known.remove(deleted.path());
      }
    }
  }
}
