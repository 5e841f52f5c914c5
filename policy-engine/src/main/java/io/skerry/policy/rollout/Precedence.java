package io.skerry.policy.rollout;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.TrafficSplit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which rollouts cannot go at the same time: those that change the same resource, and those of
/// which one changes what the other's resources refer to. The older one goes first.
final class Precedence {

  private Precedence() {}

  /// Why a rollout must wait; empty when it may start.
  static Optional<String> obstacle(FleetSight fleet, Rollout rollout) {
    Set<ResourceId> own = touched(rollout);
    return fleet
        .olderThan(rollout.metadata().name())
        .filter(Precedence::isUnderWay)
        .flatMap(older -> meets(own, older, rollout))
        .findFirst();
  }

  private static Stream<String> meets(Set<ResourceId> own, Rollout older, Rollout newer) {
    Set<ResourceId> changed = changed(newer);
    return touched(older).stream()
        .filter(own::contains)
        .filter(id -> changed.contains(id) || changed(older).contains(id))
        .sorted()
        .limit(1)
        .map(
            id ->
                "Waits for rollout " + older.metadata().name() + ", which concerns " + id + " too");
  }

  private static boolean isUnderWay(Rollout rollout) {
    return rollout.isActive() || rollout.status().phase() == Phase.ROLLING_BACK;
  }

  private static Set<ResourceId> changed(Rollout rollout) {
    Set<ResourceId> changed = new HashSet<>();
    rollout.spec().changes().forEach(change -> changed.add(change.resource()));
    return changed;
  }

  private static Set<ResourceId> touched(Rollout rollout) {
    Set<ResourceId> touched = changed(rollout);
    for (Change change : rollout.spec().changes()) {
      Stream.concat(change.from().stream(), change.to().stream())
          .flatMap(Precedence::references)
          .forEach(touched::add);
    }
    return touched;
  }

  private static Stream<ResourceId> references(Resource resource) {
    return resource instanceof TrafficSplit split
        ? Stream.of(new ResourceId(Kind.SERVICE, split.metadata().tenant(), split.spec().service()))
        : Stream.empty();
  }
}
