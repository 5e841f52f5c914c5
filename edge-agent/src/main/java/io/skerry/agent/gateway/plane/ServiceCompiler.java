package io.skerry.agent.gateway.plane;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.skerry.agent.gateway.filter.AnswerCache;
import io.skerry.agent.gateway.guard.RateLimiter;
import io.skerry.agent.gateway.guard.RetryBudget;
import io.skerry.agent.gateway.plane.Parts.Held;
import io.skerry.agent.gateway.route.Split;
import io.skerry.agent.gateway.route.Split.Rule;
import io.skerry.agent.gateway.route.Split.Weights;
import io.skerry.agent.gateway.route.Subject;
import io.skerry.agent.traffic.ServedVersion;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.NodeContent;
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

/// Compiles one service. First everything is checked; parts are held only when nothing can fail any
/// more.
///
/// @param parts what outlives a snapshot
/// @param transports ways to new upstreams
/// @param nanos a monotonic clock
record ServiceCompiler(Parts parts, Transport.Factory transports, LongSupplier nanos) {

  private static final double PERCENT = 100;

  /// A service that was checked.
  private record Checked(
      ServiceKey key, Service.Spec spec, Split split, Policies policies, Digest digest) {}

  /// The service, or why this node cannot run it.
  Decoded<CompiledService> compile(
      ServiceKey key, Ingredients ingredients, io.skerry.agent.view.ConfigEntry.Service entry) {
    return NodeContent.service(entry.content().document())
        .then(ServiceCompiler::runnable)
        .then(
            spec ->
                splits(ingredients)
                    .then(splits -> split(key, spec, splits))
                    .then(
                        split ->
                            Policies.of(ingredients.policies())
                                .then(
                                    policies ->
                                        new Decoded.Ok<>(
                                            new Checked(
                                                key,
                                                spec,
                                                split,
                                                policies,
                                                entry.content().blob())))))
        .then(checked -> new Decoded.Ok<>(assemble(checked, ingredients.content())));
  }

  private static Decoded<Service.Spec> runnable(Service.Spec spec) {
    for (Map.Entry<ResourceName, Service.Version> version : spec.versions().entrySet()) {
      if (version.getValue() instanceof Service.Version.Module(String module)) {
        return Decoded.malformed(
            "versions." + version.getKey(),
            "runs the module " + module + ", which this release cannot: give it upstreams");
      }
    }
    return new Decoded.Ok<>(spec);
  }

  private static Decoded<List<TrafficSplit.Spec>> splits(Ingredients ingredients) {
    List<TrafficSplit.Spec> specs = new ArrayList<>();
    for (var entry : ingredients.splits()) {
      switch (NodeContent.split(entry.content().document())) {
        case Decoded.Ok<TrafficSplit.Spec>(TrafficSplit.Spec spec) -> specs.add(spec);
        case Decoded.Malformed<TrafficSplit.Spec>(var errors) -> {
          return new Decoded.Malformed<>(errors);
        }
      }
    }
    return new Decoded.Ok<>(specs);
  }

  /// The rules of all splits in the order of the splits' names, then the weights of the first.
  private static Decoded<Split> split(
      ServiceKey key, Service.Spec spec, List<TrafficSplit.Spec> splits) {
    List<Rule> rules = new ArrayList<>();
    for (TrafficSplit.Spec split : splits) {
      for (TrafficSplit.Rule rule : split.rules()) {
        if (!spec.versions().containsKey(rule.to())) {
          return noVersion(rule.to());
        }
        try {
          rules.add(rule(key, rule));
        } catch (PatternSyntaxException e) {
          return Decoded.malformed("rules", "has a regular expression that is not RE2");
        }
      }
    }
    if (splits.isEmpty()) {
      return new Decoded.Ok<>(new Split(rules, Weights.only(standard(spec))));
    }
    Map<ResourceName, Integer> weights = splits.getFirst().weights();
    return weights.keySet().stream()
        .filter(version -> !spec.versions().containsKey(version))
        .findFirst()
        .map(ServiceCompiler::<Split>noVersion)
        .orElseGet(() -> new Decoded.Ok<>(new Split(rules, Weights.of(weights))));
  }

  private static <T> Decoded<T> noVersion(ResourceName version) {
    return Decoded.malformed("split", "names version " + version + ", which the service lacks");
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
