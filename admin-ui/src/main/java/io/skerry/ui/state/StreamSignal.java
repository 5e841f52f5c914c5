package io.skerry.ui.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What the reading side hands to the showing side, in order.
public sealed interface StreamSignal {

  /// The stream is open.
  ///
  /// @param listing true when the server lists everything first; whatever it does not list is gone
  /// @param skew the server's clock minus ours
  record Opened(Instant at, boolean listing, Duration skew) implements StreamSignal {}

  /// A resource changed.
  ///
  /// @param receivedAt our clock, when the line was read
  record Changed(ChangeType type, Resource resource, Instant receivedAt) implements StreamSignal {}

  /// The server is alive and everything up to `revision` was sent.
  record Bookmark(Revision revision, Instant receivedAt) implements StreamSignal {}

  /// The server no longer has the changes after `since`; a listing follows.
  record Gap(Revision since, Instant at) implements StreamSignal {}

  /// The stream ended or could not be opened.
  ///
  /// @param nextTry when the next attempt starts
  record Lost(String reason, Instant at, Instant nextTry) implements StreamSignal {}

  /// What a topology poll brought: who answers, how fast, and when each node was last heard.
  record Polled(Replica replica, Duration roundTrip, Map<NodeName, Instant> lastHeard)
      implements StreamSignal {

    public Polled {
      lastHeard = Map.copyOf(lastHeard);
    }
  }

  /// The replica of the control plane that answers.
  record Replica(String name, boolean leader, String leaderName) {}

  /// The answer to a question about one node: what changes between what it runs and must run.
  record Difference(NodeName node, List<String> added, List<String> removed, List<String> changed)
      implements StreamSignal {

    public Difference {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
      changed = List.copyOf(changed);
    }
  }
}
