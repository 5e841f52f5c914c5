package io.skerry.policy.strategy;

import io.skerry.policy.model.ResourceView;
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

/// Finds the strategy that a change of a resource follows.
public final class Strategies {

  private Strategies() {}

  /// @param name of the strategy
  /// @param spec what it says
  public record Chosen(ResourceName name, RolloutStrategy.Spec spec) {}

  /// The strategy that the resource names, else its tenant's, else `standard`. A name that is
  /// neither declared nor built in reads as `standard`: admission refuses such a resource, so it
  /// can only come from another release.
  public static Chosen resolve(Resource resource, ResourceView resources) {
    return named(resource)
        .flatMap(name -> find(name, resources))
        .or(() -> ofTenant(resource, resources).flatMap(name -> find(name, resources)))
        .or(() -> find(BuiltInStrategies.STANDARD, resources))
        .orElseThrow();
  }

  /// The strategy of a name: the declared one, else the built-in one.
  public static Optional<Chosen> find(ResourceName name, ResourceView resources) {
    return declared(name, resources)
        .or(() -> BuiltInStrategies.find(name))
        .map(spec -> new Chosen(name, spec));
  }

  private static Optional<RolloutStrategy.Spec> declared(
      ResourceName name, ResourceView resources) {
    return resources
        .find(ResourceId.cluster(Kind.ROLLOUT_STRATEGY, name))
        .flatMap(
            found ->
                found instanceof RolloutStrategy strategy
                    ? Optional.of(strategy.spec())
                    : Optional.empty());
  }

  private static Optional<ResourceName> ofTenant(Resource resource, ResourceView resources) {
    String tenant = resource.metadata().tenant().value();
    return ResourceName.isValid(tenant)
        ? resources
            .find(ResourceId.cluster(Kind.TENANT, new ResourceName(tenant)))
            .flatMap(found -> found instanceof Tenant it ? it.spec().strategy() : Optional.empty())
        : Optional.empty();
  }

  private static Optional<ResourceName> named(Resource resource) {
    return switch (resource) {
      case Policy policy -> policy.spec().strategy();
      case Service service -> service.spec().strategy();
      case TrafficSplit split -> split.spec().strategy();
      case Cell _,
          Node _,
          RolloutStrategy _,
          FreezeWindow _,
          Tenant _,
          NotificationTarget _,
          Rollout _ ->
          Optional.empty();
    };
  }
}
