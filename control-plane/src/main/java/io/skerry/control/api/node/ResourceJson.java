package io.skerry.control.api.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.fleet.FleetImage;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/// The document of a resource as every endpoint shows it: with its resource version, and for a node
/// with its status.
@ApplicationScoped
public class ResourceJson {

  private final LastHeard heard;

  @Inject
  ResourceJson(LastHeard heard) {
    this.heard = heard;
  }

  /// A stored version.
  ///
  /// @param image where a node's status is taken from
  public ObjectNode of(Resource resource, Revision version, FleetImage image) {
    ObjectNode json = of(resource, image);
    json.withObject("metadata").put("resourceVersion", version.toString());
    return json;
  }

  /// A version that is not stored.
  public ObjectNode of(Resource resource, FleetImage image) {
    ObjectNode json = Resources.encode(resource);
    if (resource instanceof Node node) {
      json.set(
          "status", NodeStatusJson.of(node.metadata(), image, heard.of(node.metadata().name())));
    }
    return json;
  }
}
