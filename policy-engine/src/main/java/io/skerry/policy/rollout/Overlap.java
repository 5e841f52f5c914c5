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

/// Finds rollouts of which one changes what the other changes or refers to.
final class Overlap {

  private Overlap() {}

  static boolean between(Rollout one, Rollout other) {
    return !Collections.disjoint(changed(one), touched(other))
        || !Collections.disjoint(touched(one), changed(other));
  }

  private static Set<ResourceId> changed(Rollout rollout) {
    return rollout.spec().changes().stream().map(Change::resource).collect(Collectors.toSet());
  }

  private static Set<ResourceId> touched(Rollout rollout) {
    Set<ResourceId> touched = changed(rollout);
    rollout.spec().changes().stream()
        .flatMap(change -> Stream.concat(change.from().stream(), change.to().stream()))
        .flatMap(it -> it instanceof TrafficSplit split ? Stream.of(split) : Stream.empty())
        .map(it -> new ResourceId(Kind.SERVICE, it.metadata().tenant(), it.spec().service()))
        .forEach(touched::add);
    return touched;
  }
}
