package io.skerry.policy.model;

import io.skerry.policy.eval.Observation;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TenantName;
import java.util.Optional;
import java.util.stream.Stream;

/// The declared resources at one moment. Implementations are immutable, or at least do not change
/// while somebody decides from them; every order of iteration gives the same decisions.
public interface ResourceView {

  /// A resource by identity.
  Optional<Resource> find(ResourceId id);

  /// All resources of a kind, in any order.
  Stream<Resource> ofKind(Kind kind);

  /// What was last heard of a node, for expressions that read `health` or `version`. Whoever
  /// overrides this names the node among the changed resources when its observation changes.
  default Observation observed(ResourceName node) {
    return Observation.NONE;
  }

  /// A cell by name.
  default Optional<Cell> cell(ResourceName name) {
    return find(ResourceId.cluster(Kind.CELL, name))
        .flatMap(found -> found instanceof Cell cell ? Optional.of(cell) : Optional.empty());
  }

  /// A node by name.
  default Optional<Node> node(ResourceName name) {
    return find(ResourceId.cluster(Kind.NODE, name))
        .flatMap(found -> found instanceof Node node ? Optional.of(node) : Optional.empty());
  }

  /// A service by tenant and name.
  default Optional<Service> service(TenantName tenant, ResourceName name) {
    return find(new ResourceId(Kind.SERVICE, tenant, name))
        .flatMap(
            found -> found instanceof Service service ? Optional.of(service) : Optional.empty());
  }

  /// All nodes, in any order.
  default Stream<Node> nodes() {
    return ofKind(Kind.NODE)
        .flatMap(found -> found instanceof Node node ? Stream.of(node) : Stream.empty());
  }
}
