package io.skerry.control.api.edge;

import io.skerry.control.api.node.LastHeard;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides which nodes have been silent for three heartbeats. The replica that a status names
/// decides; when that replica is gone, the first of the live ones by name does. Whoever becomes
/// responsible waits three heartbeats first, so that neither a restart nor a take-over ever makes a
/// node silent. Not safe for use by several threads.
final class Silence {

  private static final int INTERVALS = 3;

  private final String me;
  private final Duration heartbeat;
  private final Duration patience;
  private final LastHeard heard;
  private final Map<String, Instant> responsibleSince = new HashMap<>();
  private Instant lastRound = Instant.MIN;

  /// @param me this replica
  /// @param heartbeat how often nodes report
  /// @param heard when this replica heard which node
  Silence(String me, Duration heartbeat, LastHeard heard) {
    this.me = me;
    this.heartbeat = heartbeat;
    this.patience = after(heartbeat);
    this.heard = heard;
  }

  /// How long nobody is heard until he counts as silent.
  static Duration after(Duration heartbeat) {
    return heartbeat.multipliedBy(INTERVALS);
  }

  /// The statuses of nodes that must be called silent now; asked several times per heartbeat.
  List<Versioned<NodeStatus>> due(FleetImage image, Instant now) {
    if (lastRound.plus(heartbeat).isBefore(now)) {
      responsibleSince.clear();
    }
    lastRound = now;
    Set<String> mine = replicasToSpeakFor(image);
    responsibleSince.keySet().retainAll(mine);
    mine.forEach(replica -> responsibleSince.putIfAbsent(replica, now));
    return image.statuses().asMap().values().stream()
        .filter(status -> status.value().reachability() == Reachability.HEARD)
        .filter(status -> mine.contains(status.value().replica()))
        .filter(status -> lastSign(status.value()).plus(patience).isBefore(now))
        .toList();
  }

  private Set<String> replicasToSpeakFor(FleetImage image) {
    Map<String, Versioned<Member>> live = image.replicas().members().asMap();
    boolean speaksForTheGone =
        live.keySet().stream().sorted().findFirst().filter(me::equals).isPresent();
    Set<String> replicas =
        image.statuses().asMap().values().stream()
            .map(status -> status.value().replica())
            .filter(
                replica -> replica.equals(me) || (speaksForTheGone && !live.containsKey(replica)))
            .collect(Collectors.toSet());
    replicas.add(me);
    return replicas;
  }

  private Instant lastSign(NodeStatus status) {
    Instant since = responsibleSince.getOrDefault(status.replica(), Instant.MAX.minus(patience));
    return heard.of(status.node()).filter(since::isBefore).orElse(since);
  }
}
