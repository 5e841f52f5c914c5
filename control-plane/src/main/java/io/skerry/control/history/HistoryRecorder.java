package io.skerry.control.history;

import java.util.List;

/// Where accepted events are kept for good.
public interface HistoryRecorder {

  /// Keeps every event that is not kept yet, all or none. Once this returns they are safe, and
  /// recording them again changes nothing. Blocks for a bounded time.
  ///
  /// @throws HistoryException when it cannot be said that they are safe: record them again later
  void record(List<AcceptedEvent> events);
}
