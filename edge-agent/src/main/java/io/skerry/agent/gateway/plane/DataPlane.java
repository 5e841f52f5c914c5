package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.agent.gateway.route.RouteTable;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/// Everything that the gateway decides with, compiled from one snapshot. A request enters the plane
/// that is active when it begins and leaves it when it ends; it never sees another. What a plane
/// holds is released when it was replaced and its last request has ended. Safe for use by any
/// thread.
public final class DataPlane implements Prepared {

  private final Digest snapshot;
  private final Map<ServiceKey, CompiledService> services;
  private final RouteTable<ServicePlane> routes;
  private final Counted users;
  private final AtomicBoolean retired = new AtomicBoolean();

  DataPlane(
      Digest snapshot, Map<ServiceKey, CompiledService> services, RouteTable<ServicePlane> routes) {
    this.snapshot = snapshot;
    this.services = Map.copyOf(services);
    this.routes = routes;
    this.users = new Counted(() -> services.values().forEach(CompiledService::leave));
  }

  /// What it was compiled from.
  public Digest snapshot() {
    return snapshot;
  }

  /// A request begins; false when the plane was replaced and released, so that another is active.
  public boolean tryEnter() {
    return users.tryEnter();
  }

  /// A request that entered has ended.
  public void leave() {
    users.leave();
  }

  @Override
  public void retire() {
    if (retired.compareAndSet(false, true)) {
      users.leave();
    }
  }

  /// Whether it was replaced and its last request has ended.
  public boolean isReleased() {
    return users.isReleased();
  }

  /// The service that a request is for.
  public Optional<RouteTable.Match<ServicePlane>> route(RequestFacts request) {
    return routes.find(request);
  }

  /// The services, in any order.
  public List<ServicePlane> services() {
    return services.values().stream().map(CompiledService::plane).toList();
  }

  /// Routes that lead nowhere, because another service has the same.
  public List<String> shadowedRoutes() {
    return routes.shadowed();
  }

  /// Runs every decision about a request without sending anything or changing any state, so that a
  /// plane can be tried before it is activated. What it throws a real request would have met, too.
  ///
  /// @param chance uniform in [0, 1)
  public Rehearsal rehearse(RequestFacts request, DoubleSupplier chance) {
    return Rehearsal.of(this, request, chance);
  }

  Map<ServiceKey, CompiledService> compiled() {
    return services;
  }
}
