package io.skerry.agent.traffic;

import io.skerry.agent.traffic.TrafficRecorder.Served;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The counters of the versions that one snapshot serves. Any thread may count; one at a time cuts.
final class SnapshotCounters {

  private final Digest snapshot;
  private final int stripes;
  private final ConcurrentMap<ServedVersion, VersionCounters> versions = new ConcurrentHashMap<>();

  /// Set before the last window is read: whoever counted and finds it set may have come too late
  /// for that window.
  private volatile boolean retired;

  SnapshotCounters(Digest snapshot, int stripes) {
    this.snapshot = snapshot;
    this.stripes = stripes;
  }

  /// The counters of a version; null when there is no room for it.
  @Nullable VersionCounters of(ServedVersion version) {
    VersionCounters there = versions.get(version);
    if (there != null || versions.size() >= TelemetryReport.MAX_TRAFFIC) {
      return there;
    }
    synchronized (this) {
      return versions.size() >= TelemetryReport.MAX_TRAFFIC
          ? versions.get(version)
          : versions.computeIfAbsent(version, _ -> new VersionCounters(stripes));
    }
  }

  boolean isRetired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  /// What was counted since the last window; empty when nothing was.
  Optional<Served> window() {
    List<Traffic> traffic = new ArrayList<>();
    new TreeMap<>(versions)
        .forEach((version, cells) -> cells.window(version).ifPresent(traffic::add));
    return traffic.isEmpty() ? Optional.empty() : Optional.of(new Served(snapshot, traffic));
  }
}
