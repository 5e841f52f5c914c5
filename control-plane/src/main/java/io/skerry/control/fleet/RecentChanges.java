package io.skerry.control.fleet;

import io.skerry.schema.model.Revision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The newest deltas, for readers that come back: a bounded memory of what led to the current
/// image. Not safe for use by several threads.
public final class RecentChanges {

  private final int capacity;
  private final Deque<FleetDelta> deltas = new ArrayDeque<>();
  private int changes;
  private Revision start = Revision.ZERO;

  /// @param capacity the most changes that are remembered, at least 1
  public RecentChanges(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
    }
    this.capacity = capacity;
  }

  /// Forgets everything: the next delta starts from `revision`.
  public void restart(Revision revision) {
    deltas.clear();
    changes = 0;
    start = revision;
  }

  /// Remembers a delta and forgets the oldest ones beyond the capacity. A delta that is larger than
  /// the capacity is not remembered, nor is anything before it.
  public void add(FleetDelta delta) {
    if (delta.changes().isEmpty()) {
      return;
    }
    deltas.addLast(delta);
    changes += delta.changes().size();
    while (changes > capacity) {
      FleetDelta oldest = deltas.removeFirst();
      changes -= oldest.changes().size();
      start = oldest.revision();
    }
  }

  /// What changed after a revision.
  ///
  /// @return the changes with a greater revision, in order; empty when some of them are forgotten
  public Optional<List<FleetChange>> after(Revision since) {
    if (since.compareTo(start) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        deltas.stream()
            .filter(delta -> delta.revision().compareTo(since) > 0)
            .flatMap(delta -> delta.changes().stream())
            .filter(change -> change.revision().compareTo(since) > 0)
            .toList());
  }
}
