package io.skerry.control.api.write;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.policy.eval.Observation;
import io.skerry.policy.model.ResourceView;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;
import java.util.stream.Stream;

/// The resources of an image, as the policy engine reads them.
///
/// @param image where they are
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
        .map(Versioned::value)
        .map(
            said ->
                new Observation(
                    Optional.of((long) said.healthScore()), Optional.of(said.agentVersion())))
        .orElse(Observation.NONE);
  }
}
