package io.skerry.policy.rollout;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.strategy.BuiltInStrategies;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Placement;
import io.skerry.schema.model.Policy;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Change;
import io.skerry.schema.model.Rollout.Order;
import io.skerry.schema.model.Rollout.Phase;
import io.skerry.schema.model.Rollout.Status;
import io.skerry.schema.model.Rollout.Verb;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.model.TrafficShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rollouts and resources for the tests of this package.
final class Sample {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Sample() {}

  static ResourceName name(String name) {
    return new ResourceName(name);
  }

  static Set<ResourceName> names(String... names) {
    return Set.copyOf(Arrays.stream(names).map(ResourceName::new).toList());
  }

  /// A policy that goes everywhere.
  static Policy policy(String name, int value) {
    return policy(name, value, Placement.EVERYWHERE);
  }

  static Policy policy(String name, int value, Placement placement) {
    return new Policy(
        Fleets.metadata(name, TenantName.DEFAULT, Map.of()),
        new Policy.Spec(
            name("s"),
            PolicyType.CONFIG,
            100,
            placement,
            Fleets.json("{\"value\":%d}".formatted(value)),
            List.of(),
            Optional.empty()));
  }

  static Placement where(String expression) {
    Placement any = Placement.EVERYWHERE;
    return new Placement(
        any.clouds(),
        any.regions(),
        any.cells(),
        Optional.of(expression),
        any.spread(),
        any.min(),
        any.max());
  }

  static Change change(Resource from, Resource to) {
    return new Change(to.id(), Optional.of(from), Optional.of(to));
  }

  static Change added(Resource to) {
    return new Change(to.id(), Optional.empty(), Optional.of(to));
  }

  static Change removed(Resource from) {
    return new Change(from.id(), Optional.of(from), Optional.empty());
  }

  static Rollout rollout(String name, Phase phase, Change... changes) {
    return new Rollout(
        Fleets.metadata(name, TenantName.DEFAULT, Map.of()),
        new Rollout.Spec(
            List.of(changes),
            BuiltInStrategies.STANDARD,
            BuiltInStrategies.find(BuiltInStrategies.STANDARD).orElseThrow(),
            "ada",
            Optional.empty(),
            List.of(),
            List.of()),
        new Status(phase, "", NOW, 0, Optional.empty(), List.of()));
  }

  /// The rollout when it moves all requests of a service from v1 to v2.
  static Rollout shifting(Rollout rollout) {
    ResourceId split = new ResourceId(Kind.TRAFFIC_SPLIT, TenantName.DEFAULT, name("asr"));
    Rollout.Spec spec = rollout.spec();
    return new Rollout(
        rollout.metadata(),
        new Rollout.Spec(
            List.of(new Change(split, Optional.empty(), Optional.empty())),
            spec.strategyName(),
            spec.strategy(),
            spec.author(),
            spec.expectedPlan(),
            spec.supersedes(),
            spec.orders(),
            List.of(
                new TrafficShift(
                    split, name("asr"), Map.of(name("v1"), 1), Map.of(name("v2"), 1)))),
        rollout.status());
  }

  /// The rollout when it follows the strategy for emergencies.
  static Rollout emergency(Rollout rollout) {
    Rollout.Spec spec = rollout.spec();
    return new Rollout(
        rollout.metadata(),
        new Rollout.Spec(
            spec.changes(),
            Admission.BREAKGLASS,
            spec.strategy(),
            spec.author(),
            spec.expectedPlan(),
            spec.supersedes(),
            spec.orders()),
        rollout.status());
  }

  /// The rollout with orders that nobody handled.
  static Rollout ordered(Rollout rollout, Verb... verbs) {
    Rollout.Spec spec = rollout.spec();
    List<Order> orders = new ArrayList<>(spec.orders());
    for (Verb verb : verbs) {
      orders.add(new Order(verb, 0, "bob", NOW, ""));
    }
    return new Rollout(
        rollout.metadata(),
        new Rollout.Spec(
            spec.changes(),
            spec.strategyName(),
            spec.strategy(),
            spec.author(),
            spec.expectedPlan(),
            spec.supersedes(),
            orders),
        rollout.status());
  }

  /// The rollout after all its orders were handled.
  static Rollout handled(Rollout rollout) {
    Status old = rollout.status();
    return rollout.withStatus(
        new Status(
            old.phase(),
            old.reason(),
            old.since(),
            rollout.spec().orders().size(),
            old.plan(),
            old.waves()));
  }

  static ResourceId id(Resource resource) {
    return resource.id();
  }
}
