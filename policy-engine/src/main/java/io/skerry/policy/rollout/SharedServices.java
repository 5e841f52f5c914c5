package io.skerry.policy.rollout;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.TrafficSplit;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds rollouts of which one moves a service and the other a split of it.
final class SharedServices {

  private SharedServices() {}

  static boolean between(Rollout one, Rollout other) {
    return !Collections.disjoint(services(one), hosts(other))
        || !Collections.disjoint(hosts(one), services(other));
  }

  private static Set<ResourceId> services(Rollout rollout) {
    return rollout.spec().changes().stream()
        .map(Change::resource)
        .filter(id -> id.kind() == Kind.SERVICE)
        .collect(Collectors.toSet());
  }

  private static Set<ResourceId> hosts(Rollout rollout) {
    return rollout.spec().changes().stream()
        .flatMap(change -> Stream.concat(change.from().stream(), change.to().stream()))
        .flatMap(it -> it instanceof TrafficSplit split ? Stream.of(split) : Stream.empty())
        .map(it -> new ResourceId(Kind.SERVICE, it.metadata().tenant(), it.spec().service()))
        .collect(Collectors.toSet());
  }
}
