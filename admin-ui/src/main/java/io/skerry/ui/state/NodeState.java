package io.skerry.ui.state;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The state of a node as the server decides it. The order of the constants is the order of the
/// console: healthy first.
public enum NodeState {
  /// Runs what it must run, and was heard in time.
  READY(0),
  /// Must run something newer than it runs.
  UPDATING(1),
  /// Refused what it must run.
  DEGRADED(4),
  /// Heard, but cut off from the store: it serves what it has.
  STALE(3),
  /// Not heard for three heartbeats.
  LOST(5),
  /// Declared, never enrolled.
  PENDING(2);

  private static final List<NodeState> BY_SEVERITY =
      java.util.Arrays.stream(values())
          .sorted(java.util.Comparator.comparingInt(NodeState::severity))
          .toList();

  private final int severity;

  NodeState(int severity) {
    this.severity = severity;
  }

  /// How bad it is: 0 (nothing to do) to 5.
  public int severity() {
    return severity;
  }

  /// True for the states that need a look: degraded, stale and lost.
  public boolean bad() {
    return severity >= STALE.severity;
  }

  /// The word on the wire.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All states, harmless first: the drawing order, so that bad ones end up on top.
  public static List<NodeState> bySeverity() {
    return BY_SEVERITY;
  }

  /// The state of that wire word; empty for a word this release does not know.
  public static Optional<NodeState> ofWire(String word) {
    for (NodeState state : values()) {
      if (state.wire().equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
