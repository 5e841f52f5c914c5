package io.skerry.agent.gateway.plane;

import io.skerry.schema.model.Delivery.Route;
import io.skerry.schema.model.Digest;
import java.util.List;

/// A service of one or more data planes: those whose snapshots have the same content for it share
/// it.
final class CompiledService {

  private final ServicePlane plane;
  private final List<Route> routes;
  private final List<Digest> content;
  private final Counted users;

  /// @param routes that lead to it
  /// @param content what it was compiled from
  /// @param release of all that it holds
  CompiledService(ServicePlane plane, List<Route> routes, List<Digest> content, Runnable release) {
    this.plane = plane;
    this.routes = List.copyOf(routes);
    this.content = List.copyOf(content);
    this.users = new Counted(release);
  }

  ServicePlane plane() {
    return plane;
  }

  List<Route> routes() {
    return routes;
  }

  /// Whether it is what this content comes to.
  boolean isOf(List<Digest> other) {
    return content.equals(other);
  }

  boolean tryEnter() {
    return users.tryEnter();
  }

  void leave() {
    users.leave();
  }
}
