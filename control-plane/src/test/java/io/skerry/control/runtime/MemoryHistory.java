package io.skerry.control.runtime;

import io.skerry.control.history.AcceptedEvent;
import io.skerry.control.history.HistoryException;
import io.skerry.control.history.HistoryRecorder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A history in memory, which can fail on purpose. Safe for use by many threads.
final class MemoryHistory implements HistoryRecorder {

  private final List<AcceptedEvent> rows = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private Fault next = Fault.NONE;

  /// How the next recording fails.
  enum Fault {
    NONE,
    WITHOUT_EFFECT,
    ANSWER_LOST
  }

  @Override
  public synchronized void record(List<AcceptedEvent> events) {
    Fault fault = next;
    next = Fault.NONE;
    if (fault != Fault.WITHOUT_EFFECT) {
      events.stream().filter(accepted -> ids.add(accepted.event().id())).forEach(rows::add);
    }
    if (fault != Fault.NONE) {
      throw new HistoryException("failed on purpose", new IllegalStateException(fault.name()));
    }
  }

  synchronized void failNext(Fault fault) {
    next = fault;
  }

  synchronized List<AcceptedEvent> rows() {
    return List.copyOf(rows);
  }
}
