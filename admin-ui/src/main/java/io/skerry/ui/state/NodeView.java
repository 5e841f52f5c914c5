package io.skerry.ui.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One node as the console shows it.
public record NodeView(
    NodeName name,
    CellName cell,
    Place place,
    Health health,
    Config config,
    Agent agent,
    Source source) {

  /// Where the node stands; a node without its own position stands at its cell's.
  public record Place(String zone, String city, Optional<GeoPoint> location) {}

  /// How it is.
  ///
  /// @param reason one sentence why it is not ready; empty when ready
  /// @param since when this state began
  /// @param lastHeard when the server last heard it
  public record Health(
      NodeState state,
      String reason,
      Optional<Instant> since,
      Optional<Instant> lastHeard,
      List<Condition> conditions) {

    public Health {
      conditions = List.copyOf(conditions);
    }
  }

  /// Something the node reports about itself.
  public record Condition(String type, String message, Optional<Instant> since) {}

  /// What it must run, what it runs, and what it refused.
  public record Config(
      Optional<SnapshotMark> desired,
      Optional<SnapshotMark> applied,
      Optional<Rejection> rejected) {

    /// True when the node runs what it must run.
    public boolean settled() {
      return desired.isPresent()
          && applied.isPresent()
          && desired.orElseThrow().sameAs(applied.orElseThrow());
    }
  }

  /// The program on the node.
  ///
  /// @param link the node's own link to the store: `connected` or `stale`; empty before it reported
  public record Agent(
      String version, String mode, String link, int healthScore, Map<String, String> labels) {

    public Agent {
      labels = Map.copyOf(labels);
    }
  }

  /// The document behind this view.
  public record Source(Revision revision, String json) {}

  public NodeState state() {
    return health.state();
  }

  /// The same node, heard at `at` unless it was already heard later.
  public NodeView heardAt(Instant at) {
    if (health.lastHeard().isPresent() && !health.lastHeard().orElseThrow().isBefore(at)) {
      return this;
    }
    var heard =
        new Health(
            health.state(), health.reason(), health.since(), Optional.of(at), health.conditions());
    return new NodeView(name, cell, place, heard, config, agent, source);
  }
}
