package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.node.NodeStatusJson.Moment;
import io.skerry.control.fleet.Budgets;
import io.skerry.control.fleet.BusyNode;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.RolloutProgress;
import io.skerry.control.runtime.SkerryConfig;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/// The document of a resource as every endpoint shows it: with its resource version, for a node
/// with its status, and for a rollout with its progress.
@ApplicationScoped
public class ResourceJson {

  private final LastHeard heard;
  private final InstantSource clock;
  private final Duration heartbeat;

  @Inject
  ResourceJson(LastHeard heard, InstantSource clock, SkerryConfig config) {
    this.heard = heard;
    this.clock = clock;
    this.heartbeat = config.heartbeat();
  }

  /// A stored version.
  ///
  /// @param image where a node's status and a rollout's progress are taken from
  public ObjectNode of(Resource resource, Revision version, FleetImage image) {
    ObjectNode json = of(resource, image);
    json.withObject("metadata").put("resourceVersion", version.toString());
    return json;
  }

  /// A version that is not stored.
  public ObjectNode of(Resource resource, FleetImage image) {
    ObjectNode json = Resources.encode(resource);
    if (resource instanceof Node node) {
      json.set("status", status(node, image));
    }
    if (resource instanceof Rollout rollout) {
      json.set(
          "progress",
          RolloutJson.of(
              rollout,
              RolloutProgress.of(rollout, image),
              Budgets.of(rollout, image),
              BusyNode.delaying(rollout, image, clock.instant())));
    }
    return json;
  }

  private ObjectNode status(Node node, FleetImage image) {
    return NodeStatusJson.of(
        node, image, heard.of(node.metadata().name()), new Moment(clock.instant(), heartbeat));
  }
}
