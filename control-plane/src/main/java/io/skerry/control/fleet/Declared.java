package io.skerry.control.fleet;

import io.skerry.policy.eval.Observation;
import io.skerry.policy.health.HealthScore;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;
import java.util.stream.Stream;

/// An image as decisions about resources see it.
///
/// @param image what is declared, and what nodes said
public record Declared(FleetImage image) implements ResourceView {

  @Override
  public Optional<Resource> find(ResourceId id) {
    return image.resource(id).map(Versioned::value);
  }

  @Override
  public Stream<Resource> ofKind(Kind kind) {
    return image.resources(kind).map(Versioned::value);
  }

  @Override
  public Observation observed(ResourceName node) {
    return image
        .statuses()
        .get(node)
        .map(stored -> observation(stored.value()))
        .orElse(Observation.NONE);
  }

  /// What expressions may read of a status.
  public static Observation observation(NodeStatus status) {
    return new Observation(
        Optional.of((long) HealthScore.decisive(status)),
        Optional.of(status.agentVersion()),
        status.findings().eviction().isPresent());
  }
}
