package io.skerry.agent.traffic;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.TelemetryReport.Traffic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts finished requests by the snapshot that served them and the version that answered. A
/// request is counted under the snapshot that it pinned, also when it ends long after that snapshot
/// was replaced.
///
/// [#record] and [#count] may be called by any thread, cost some tens of nanoseconds, never block
/// and allocate nothing (but once for each new version of a snapshot). [#cut] is called by one
/// thread at a time.
///
/// What is kept is bounded: snapshots that are neither active nor busy are forgotten, and beyond
/// [#MAX_SNAPSHOTS] snapshots or [TelemetryReport#MAX_TRAFFIC] versions of one, requests are only
/// counted as [#uncounted].
public final class TrafficRecorder {

  /// The most snapshots that are counted at the same time.
  public static final int MAX_SNAPSHOTS = 32;

  private static final int MOST_STRIPES = 4;

  private final int stripes;
  private final ConcurrentMap<Digest, SnapshotCounters> counters = new ConcurrentHashMap<>();
  private final Set<SnapshotCounters> late = ConcurrentHashMap.newKeySet();
  private final Map<Event, LongAdder> events = new EnumMap<>(Event.class);
  private final Map<Event, Long> toldEvents = new EnumMap<>(Event.class);
  private final LongAdder uncounted = new LongAdder();

  /// What one snapshot served.
  ///
  /// @param snapshot which
  /// @param traffic of its versions that had any
  public record Served(Digest snapshot, List<Traffic> traffic) {
    /// Copies the list.
    public Served {
      traffic = List.copyOf(traffic);
    }
  }

  /// @param threads how many are expected to count at the same time
  public TrafficRecorder(int threads) {
    this.stripes = Integer.highestOneBit(Math.clamp(threads, 1, MOST_STRIPES));
    for (Event event : Event.values()) {
      events.put(event, new LongAdder());
    }
  }

  /// Counts a request that ended.
  ///
  /// @param snapshot that the request pinned
  /// @param version that answered it
  /// @param outcome how it ended
  /// @param micros from its first byte to the last byte of its answer
  /// @param marker what became of its canary marker
  public void record(
      Digest snapshot, ServedVersion version, Outcome outcome, long micros, Marker marker) {
    SnapshotCounters versions = of(snapshot);
    VersionCounters cells = versions == null ? null : versions.of(version);
    if (versions == null || cells == null) {
      uncounted.increment();
      return;
    }
    cells.count(outcome, micros, marker);
    if (versions.isRetired()) {
      late.add(versions);
    }
  }

  /// Counts something else.
  public void count(Event event) {
    LongAdder counter = events.get(event);
    if (counter != null) {
      counter.increment();
    }
  }

  /// What was counted since the last cut, by snapshot; one snapshot may come twice.
  ///
  /// @param active the snapshot that is served now, which is kept; others are forgotten when they
  ///   have become idle
  public List<Served> cut(Digest active) {
    List<Served> cut = new ArrayList<>();
    for (SnapshotCounters versions : Set.copyOf(late)) {
      late.remove(versions);
      versions.window().ifPresent(cut::add);
    }
    counters.forEach(
        (snapshot, versions) -> {
          Optional<Served> some = versions.window();
          some.ifPresent(cut::add);
          if (some.isEmpty() && !snapshot.equals(active)) {
            counters.remove(snapshot);
            versions.retire();
            versions.window().ifPresent(cut::add);
          }
        });
    return cut;
  }

  /// The events since the last time, by the names of their counters; those that did not happen are
  /// left out.
  public Map<String, Long> cutEvents() {
    Map<String, Long> cut = new TreeMap<>();
    events.forEach(
        (event, counter) -> {
          long all = counter.sum();
          long before = toldEvents.getOrDefault(event, 0L);
          toldEvents.put(event, all);
          if (all > before) {
            cut.put(event.wireName(), all - before);
          }
        });
    return cut;
  }

  /// Requests since the start that no counter had room for.
  public long uncounted() {
    return uncounted.sum();
  }

  private @Nullable SnapshotCounters of(Digest snapshot) {
    SnapshotCounters there = counters.get(snapshot);
    if (there != null || counters.size() >= MAX_SNAPSHOTS) {
      return there;
    }
    synchronized (counters) {
      return counters.size() >= MAX_SNAPSHOTS
          ? counters.get(snapshot)
          : counters.computeIfAbsent(snapshot, _ -> new SnapshotCounters(snapshot, stripes));
    }
  }
}
