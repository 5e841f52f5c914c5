package io.skerry.agent.gateway.plane;

import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Preparation;
import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.gateway.route.RouteTable;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Delivery.Route;
import io.skerry.schema.model.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Compiles snapshots into data planes. Services whose content is that of the running plane are
/// taken over as they are; of the others, endpoints, limiters, caches and budgets whose own
/// settings did not change. A snapshot that asks for something this release cannot do is refused as
/// a whole.
///
/// Used by one thread at a time; off the threads that serve requests.
public final class PlaneCompiler implements Preparation {

  private final Supplier<Prepared> running;
  private final Parts parts = new Parts();
  private final ServiceCompiler services;

  /// @param running what is active
  /// @param transports ways to new upstreams
  /// @param nanos a monotonic clock
  public PlaneCompiler(
      Supplier<Prepared> running, Transport.Factory transports, LongSupplier nanos) {
    this.running = running;
    this.services = new ServiceCompiler(parts, transports, nanos);
  }

  @Override
  public Verified<Prepared> prepare(VerifiedSnapshot next) {
    Map<ServiceKey, CompiledService> before =
        running.get() instanceof DataPlane plane ? plane.compiled() : Map.of();
    Map<ServiceKey, CompiledService> compiled = new HashMap<>();
    for (Map.Entry<ServiceKey, Ingredients> entry : Ingredients.of(next.entries()).entrySet()) {
      switch (service(entry.getKey(), entry.getValue(), before)) {
        case Decoded.Ok<Optional<CompiledService>>(Optional<CompiledService> service) ->
            service.ifPresent(it -> compiled.put(entry.getKey(), it));
        case Decoded.Malformed<Optional<CompiledService>>(List<FieldError> errors) -> {
          compiled.values().forEach(CompiledService::leave);
          return new Verified.Bad<>(unsupported(next, entry.getKey(), errors.getFirst()));
        }
      }
    }
    return new Verified.Good<>(
        new DataPlane(next.ref().snapshot(), compiled, new RouteTable<>(routes(compiled))));
  }

  /// How many parts live beside the planes.
  public int liveParts() {
    return parts.size();
  }

  private Decoded<Optional<CompiledService>> service(
      ServiceKey key, Ingredients ingredients, Map<ServiceKey, CompiledService> before) {
    if (ingredients.service().isEmpty()) {
      return Policies.of(ingredients.policies()).then(_ -> new Decoded.Ok<>(Optional.empty()));
    }
    CompiledService known = before.get(key);
    if (known != null && known.isOf(ingredients.content()) && known.tryEnter()) {
      return new Decoded.Ok<>(Optional.of(known));
    }
    return services
        .compile(key, ingredients, ingredients.service().get())
        .then(service -> new Decoded.Ok<>(Optional.of(service)));
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

  private static Rejection unsupported(
      VerifiedSnapshot next, ServiceKey service, FieldError error) {
    return Rejection.of(
        next.ref(),
        NackCode.UNSUPPORTED,
        "this node cannot run service %s: %s %s"
            .formatted(service, error.field(), error.message()));
  }
}
