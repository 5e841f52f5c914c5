package io.skerry.agent.gateway.plane;

import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.gateway.route.RouteTable;
import io.skerry.agent.view.Prepared;
import io.skerry.policy.ability.Fit;
import io.skerry.policy.ability.Misfit;
import io.skerry.policy.ability.Refusal;
import io.skerry.policy.ability.ServiceContent;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Delivery.Route;
import io.skerry.schema.model.PolicyType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Compiles snapshots into data planes. Services whose content is that of the running plane are
/// taken over as they are; of the others, endpoints, limiters, caches and budgets whose own
/// settings did not change. A snapshot that asks for something beyond its abilities is refused as a
/// whole.
///
/// Used by one thread at a time; off the threads that serve requests.
public final class PlaneCompiler implements Preparation {

  /// What a gateway of this release can run.
  public static final Abilities ABILITIES =
      Checkout.ABILITIES.with(
          Arrays.stream(PolicyType.values())
              .map(PolicyType::wireName)
              .collect(Collectors.toUnmodifiableSet()),
          Set.of(Abilities.Feature.HTTP2.wireName()));

  private final Supplier<Prepared> running;
  private final Abilities abilities;
  private final Parts parts = new Parts();
  private final ServiceCompiler services;

  /// A compiler of everything that this release can run.
  ///
  /// @param running what is active
  /// @param transports ways to new upstreams
  /// @param nanos a monotonic clock
  public PlaneCompiler(
      Supplier<Prepared> running, Transport.Factory transports, LongSupplier nanos) {
    this(running, transports, nanos, ABILITIES);
  }

  /// A compiler that refuses what is not among its abilities.
  PlaneCompiler(
      Supplier<Prepared> running,
      Transport.Factory transports,
      LongSupplier nanos,
      Abilities abilities) {
    this.running = running;
    this.abilities = abilities;
    this.services = new ServiceCompiler(parts, transports, nanos);
  }

  @Override
  public Abilities abilities() {
    return abilities;
  }

  @Override
  public Verified<Prepared> prepare(VerifiedSnapshot next) {
    Map<ServiceKey, CompiledService> before =
        running.get() instanceof DataPlane plane ? plane.compiled() : Map.of();
    Map<ServiceKey, CompiledService> compiled = new HashMap<>();
    for (Map.Entry<ServiceKey, Ingredients> entry : Ingredients.of(next.entries()).entrySet()) {
      Fit<Optional<CompiledService>> service = service(entry.getKey(), entry.getValue(), before);
      if (service instanceof Fit.Lacks<Optional<CompiledService>>(Misfit why)) {
        compiled.values().forEach(CompiledService::leave);
        return new Verified.Bad<>(unsupported(next, entry.getKey(), why));
      }
      service.then(
          found -> new Fit.Runs<>(found.map(it -> compiled.put(entry.getKey(), it)).isPresent()));
    }
    return new Verified.Good<>(
        new DataPlane(next.ref().snapshot(), compiled, new RouteTable<>(routes(compiled))));
  }

  /// How many parts live beside the planes.
  public int liveParts() {
    return parts.size();
  }

  private Fit<Optional<CompiledService>> service(
      ServiceKey key, Ingredients ingredients, Map<ServiceKey, CompiledService> before) {
    CompiledService known = before.get(key);
    if (known != null
        && ingredients.service().isPresent()
        && known.isOf(ingredients.content())
        && known.tryEnter()) {
      return new Fit.Runs<>(Optional.of(known));
    }
    return ServiceContent.read(ingredients.parts(), abilities)
        .then(
            content ->
                new Fit.Runs<>(
                    content
                        .service()
                        .map(spec -> services.compile(key, ingredients, spec, content))));
  }

  /// In the order of the services' names, so that every node settles a conflict in the same way.
  private static List<RouteTable.Entry<ServicePlane>> routes(
      Map<ServiceKey, CompiledService> compiled) {
    List<RouteTable.Entry<ServicePlane>> routes = new ArrayList<>();
    compiled.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            service -> {
              for (Route route : service.getValue().routes()) {
                routes.add(new RouteTable.Entry<>(route, service.getValue().plane()));
              }
            });
    return routes;
  }

  private static Rejection unsupported(VerifiedSnapshot next, ServiceKey service, Misfit why) {
    return Rejection.of(
        next.ref(),
        NackCode.UNSUPPORTED,
        new Refusal.OfService(service.tenant(), service.service(), why).message());
  }
}
