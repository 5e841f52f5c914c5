package io.skerry.control.history.traffic;

import io.skerry.control.history.HistoryException;
import java.util.List;

/// Where reports are kept for good.
public interface TelemetryRecorder {

  /// Keeps what the reports say, all or none; a report that is in already adds nothing. Blocks for
  /// a bounded time.
  ///
  /// @param reports at most one for each start of a node's agent
  /// @throws HistoryException when it cannot be said that they are kept: record them again later
  void record(List<NodeReport> reports);
}
