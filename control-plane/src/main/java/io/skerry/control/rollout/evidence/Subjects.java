package io.skerry.control.rollout.evidence;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.TrafficSplit;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The services whose requests a rollout can spoil.
final class Subjects {

  private Subjects() {}

  /// The services that its changes are about, before and after.
  static NavigableSet<ResourceId> of(Rollout rollout) {
    NavigableSet<ResourceId> services = new TreeSet<>();
    for (Rollout.Change change : rollout.spec().changes()) {
      Stream.concat(change.from().stream(), change.to().stream())
          .flatMap(Subjects::service)
          .map(name -> new ResourceId(Kind.SERVICE, change.resource().tenant(), name))
          .forEach(services::add);
    }
    return services;
  }

  private static Stream<ResourceName> service(Resource resource) {
    if (resource instanceof Policy policy) {
      return Stream.of(policy.spec().service());
    }
    if (resource instanceof TrafficSplit split) {
      return Stream.of(split.spec().service());
    }
    return resource.kind() == Kind.SERVICE ? Stream.of(resource.id().name()) : Stream.of();
  }
}
