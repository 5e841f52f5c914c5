package io.skerry.control.api.write;

import io.skerry.schema.model.Cell;
import io.skerry.schema.model.FreezeWindow;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Tenant;
import io.skerry.schema.model.TrafficSplit;
import java.util.Optional;
import java.util.stream.Stream;

/// What a resource refers to, so that its write can require that this is still there. Whether the
/// references are right is for the admission checks to say.
final class Targets {

  private Targets() {}

  static Stream<ResourceId> of(Resource resource) {
    return switch (resource) {
      case Node node -> Stream.of(ResourceId.cluster(Kind.CELL, node.spec().cell()));
      case Policy policy -> strategy(policy.spec().strategy());
      case Service service -> strategy(service.spec().strategy());
      case TrafficSplit split ->
          Stream.concat(
              Stream.of(
                  new ResourceId(Kind.SERVICE, split.metadata().tenant(), split.spec().service())),
              strategy(split.spec().strategy()));
      case Tenant tenant -> strategy(tenant.spec().strategy());
      case Cell _, RolloutStrategy _, FreezeWindow _, NotificationTarget _, Rollout _ ->
          Stream.empty();
    };
  }

  private static Stream<ResourceId> strategy(Optional<ResourceName> name) {
    return name.map(it -> ResourceId.cluster(Kind.ROLLOUT_STRATEGY, it)).stream();
  }
}
