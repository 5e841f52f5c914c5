package io.skerry.agent.gateway.plane;

import com.google.re2j.Pattern;
import io.skerry.agent.gateway.filter.AnswerCache;
import io.skerry.agent.gateway.guard.RateLimiter;
import io.skerry.agent.gateway.guard.RetryBudget;
import io.skerry.agent.gateway.plane.Parts.Held;
import io.skerry.agent.gateway.route.Split;
import io.skerry.agent.gateway.route.Split.Rule;
import io.skerry.agent.gateway.route.Split.Weights;
import io.skerry.agent.gateway.route.Subject;
import io.skerry.agent.traffic.ServedVersion;
import io.skerry.policy.ability.ServiceContent;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.Delivery.Route;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.TrafficSplit;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Compiles one service that was read and found to be within what this node can, so that nothing
/// can fail any more.
///
/// @param parts what outlives a snapshot
/// @param transports ways to new upstreams
/// @param nanos a monotonic clock
record ServiceCompiler(Parts parts, Transport.Factory transports, LongSupplier nanos) {

  private static final double PERCENT = 100;

  /// A service that this node can run.
  private record Checked(
      ServiceKey key, Service.Spec spec, Split split, Policies policies, Digest digest) {}

  /// Makes the service run.
  ///
  /// @param spec of the service
  /// @param content all that was read with it
  CompiledService compile(
      ServiceKey key, Ingredients ingredients, Service.Spec spec, ServiceContent content) {
    Checked checked =
        new Checked(
            key,
            spec,
            split(key, spec, content.splits()),
            Policies.of(content.policies()),
            ingredients.service().orElseThrow().content().blob());
    return assemble(checked, ingredients.content());
  }

  /// The rules of all splits in the order of the splits' names, then the weights of the first.
  private static Split split(ServiceKey key, Service.Spec spec, List<TrafficSplit.Spec> splits) {
    List<Rule> rules = new ArrayList<>();
    splits.forEach(split -> split.rules().forEach(rule -> rules.add(rule(key, rule))));
    return new Split(
        rules,
        splits.isEmpty() ? Weights.only(standard(spec)) : Weights.of(splits.getFirst().weights()));
  }

  private static Rule rule(ServiceKey key, TrafficSplit.Rule rule) {
    String to = rule.to().value();
    return switch (rule.match()) {
      case TrafficSplit.Match.Header(String name, String regex) ->
          new Rule.Header(name, Pattern.compile(regex), to);
      case TrafficSplit.Match.Hash(String of, double percent) ->
          new Rule.Sticky(Subject.parse(of), key + "/" + to, percent / PERCENT, to);
    };
  }

  private static String standard(Service.Spec spec) {
    return spec.delivery()
        .defaultVersion()
        .orElseGet(() -> Delivery.firstOf(spec.versions().keySet()))
        .value();
  }

  private CompiledService assemble(Checked checked, List<Digest> content) {
    List<Runnable> releases = new ArrayList<>();
    Delivery delivery = checked.spec().delivery();
    Map<String, Upstreams> versions = new HashMap<>();
    checked
        .spec()
        .versions()
        .forEach(
            (name, version) ->
                versions.put(
                    name.value(),
                    new Upstreams(
                        served(checked.key(), name),
                        endpoints(checked.key(), delivery, version, releases))));
    ServicePlane plane =
        new ServicePlane(
            checked.key(),
            checked.split(),
            versions,
            delivery,
            checked.policies(),
            shared(checked, releases));
    return new CompiledService(
        plane,
        delivery.routes().isEmpty() ? List.of(standardRoute(checked.key())) : delivery.routes(),
        content,
        () -> releases.forEach(Runnable::run));
  }

  private static Route standardRoute(ServiceKey key) {
    return new Route(Route.ANY_HOST, "/" + key, Route.Prefix.CUT_OFF);
  }

  private static ServedVersion served(ServiceKey key, ResourceName version) {
    return new ServedVersion(key.tenant(), new ResourceName(key.service()), version);
  }

  private List<Endpoint> endpoints(
      ServiceKey key, Delivery delivery, Service.Version version, List<Runnable> releases) {
    List<Endpoint> endpoints = new ArrayList<>();
    if (version instanceof Service.Version.Upstreams(List<URI> addresses, var protocol)) {
      for (URI address : addresses) {
        Endpoint.Key part =
            new Endpoint.Key(
                key, address, protocol, delivery.circuitBreaker(), delivery.healthCheck());
        endpoints.add(
            held(
                parts.hold(part, Endpoint.class, () -> Endpoint.open(part, transports)), releases));
      }
    }
    return endpoints;
  }

  private ServicePlane.Shared shared(Checked checked, List<Runnable> releases) {
    int percent = checked.spec().delivery().retries().budgetPercent();
    RetryBudget budget =
        held(
            parts.hold(
                List.of("budget", checked.key(), percent),
                RetryBudget.class,
                () -> new RetryBudget(percent)),
            releases);
    Optional<RateLimiter> limiter =
        checked
            .policies()
            .limit()
            .map(
                config ->
                    held(
                        parts.hold(
                            List.of("limit", checked.key(), config),
                            RateLimiter.class,
                            () -> RateLimiter.of(config, nanos)),
                        releases));
    Optional<AnswerCache> cache =
        checked
            .policies()
            .cache()
            .map(
                config ->
                    held(
                        parts.hold(
                            List.of("cache", checked.key(), config, checked.digest()),
                            AnswerCache.class,
                            () -> new AnswerCache(config, nanos)),
                        releases));
    return new ServicePlane.Shared(budget, limiter, cache);
  }

  private static <T> T held(Held<T> held, List<Runnable> releases) {
    releases.add(held.release());
    return held.part();
  }
}
