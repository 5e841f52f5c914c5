package io.skerry.control.history.traffic;

import io.skerry.control.rollout.evidence.Counted;
import io.skerry.control.rollout.evidence.Sides;
import io.skerry.control.rollout.evidence.SnapshotVersion;
import io.skerry.control.rollout.evidence.TrafficQuestion;
import io.skerry.schema.model.ResourceName;
import java.util.Map;

/// Reads measurements for whoever decides by them. Blocks for a bounded time; every method throws
/// [HistoryException] when they cannot be read.
public interface TrafficReader {

  /// Where to read from for the first time.
  String BEGIN = "0";

  /// What was added since the last reading, each window exactly once.
  ///
  /// @param after where the last reading ended; [#BEGIN] for the first
  Reading read(TrafficQuestion question, String after);

  /// Remembers what was seen of a rollout, and answers all that ever was.
  Sides remember(ResourceName rollout, Sides seen);

  /// @param upto where this reading ended
  /// @param added sums by snapshot and version
  record Reading(String upto, Map<SnapshotVersion, Counted> added) {
    /// Copies the map.
    public Reading {
      added = Map.copyOf(added);
    }
  }
}
