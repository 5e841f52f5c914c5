package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.NodeDrift;
import io.skerry.control.fleet.NodeFacts;
import io.skerry.control.fleet.NodeStanding;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.health.Signs;
import io.skerry.policy.health.Signs.Heartbeat;
import io.skerry.schema.codec.AbilitiesFormat;
import io.skerry.schema.codec.StatusFormat;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The `status` of a node as it is shown outside: what it must run, what it runs, and how it
/// stands.
final class NodeStatusJson {

  private NodeStatusJson() {}

  /// When something is shown.
  ///
  /// @param now what ages are counted to
  /// @param heartbeat how often nodes report
  record Moment(Instant now, Duration heartbeat) {
    Heartbeat heartbeat(Optional<Instant> heard) {
      return new Heartbeat(heard.map(at -> Duration.between(at, now)), heartbeat);
    }
  }

  /// Merges what the store says with what the replica heard.
  ///
  /// @param node as declared
  /// @param image where ref and status are taken from
  /// @param heard when this replica last heard it
  /// @param moment what ages are counted to
  static ObjectNode of(Node node, FleetImage image, Optional<Instant> heard, Moment moment) {
    ResourceName name = node.metadata().name();
    Optional<Ref> ref = image.refs().get(name).map(Versioned::value);
    Optional<NodeStatus> status = image.statuses().get(name).map(Versioned::value);
    NodeFacts facts = new NodeFacts(node.metadata(), ref, status);
    NodeStanding standing = facts.standing();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("state", standing.state().wireName())
            .put("reason", standing.reason())
            .put("since", standing.since().toString());
    ref.ifPresent(wanted -> desired(json.putObject("desired"), wanted));
    status.ifPresent(said -> said(json, said, ref));
    status.ifPresent(
        said -> HealthJson.health(json, new Signs(said, ref, moment.heartbeat(heard))));
    HealthJson.changes(json, node.spec(), status.flatMap(NodeStatus::deferral), moment.now());
    NodeDrift.of(facts).ifPresent(drift -> drift(json.putObject("drift"), drift, moment.now()));
    lastHeard(status, heard).ifPresent(at -> json.put("lastHeard", at.toString()));
    return json;
  }

  /// The newest sign of life that is known here: what the replica heard, else the last written
  /// change.
  static Optional<Instant> lastHeard(Optional<NodeStatus> status, Optional<Instant> heard) {
    return heard.or(
        () ->
            status
                .filter(said -> said.reachability() == Reachability.HEARD)
                .map(NodeStatus::changedAt));
  }

  private static void drift(ObjectNode json, NodeDrift drift, Instant now) {
    json.put("reason", drift.reason())
        .put("since", drift.since().toString())
        .put("ageSeconds", Math.max(0, Duration.between(drift.since(), now).toSeconds()));
  }

  private static void desired(ObjectNode json, Ref ref) {
    json.put("snapshot", ref.snapshot().hex())
        .put("generation", ref.generation())
        .put("rollout", ref.rollout())
        .put("wave", ref.wave())
        .put("issuedAt", ref.issuedAt().toString());
  }

  private static void said(ObjectNode json, NodeStatus status, Optional<Ref> ref) {
    status.applied().ifPresent(applied -> json.set("applied", StatusFormat.write(applied)));
    status
        .rejected()
        .filter(no -> ref.map(wanted -> wanted.generation() == no.generation()).orElse(true))
        .ifPresent(no -> json.set("rejected", StatusFormat.write(no)));
    json.put("link", status.link().name().toLowerCase(Locale.ROOT))
        .put("bootId", status.bootId())
        .put("agentVersion", status.agentVersion())
        .put("replica", status.replica());
    status.abilities().ifPresent(it -> json.set("abilities", AbilitiesFormat.write(it)));
    var conditions = json.putArray("conditions");
    status.conditions().forEach(condition -> conditions.add(StatusFormat.write(condition)));
  }
}
