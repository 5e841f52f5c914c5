package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.guard.CircuitBreaker;
import io.skerry.agent.gateway.guard.Health;
import io.skerry.schema.model.Delivery;
import io.skerry.schema.model.Delivery.HealthCheck;
import io.skerry.schema.model.Service.Version.Protocol;
import java.net.URI;
import java.util.Optional;

/// One upstream of a service, with what is known about it. Lives as long as some snapshot in use
/// names it in the same way.
///
/// @param address absolute `http` or `https`
/// @param breaker keeps requests from it when it fails them
/// @param health what checks say
/// @param transport the connections
/// @param basePath goes before the paths of requests; empty or begins with `/`
public record Endpoint(
    URI address, CircuitBreaker breaker, Health health, Transport transport, String basePath) {

  /// What an endpoint depends on.
  record Key(
      ServiceKey service,
      URI address,
      Protocol protocol,
      Delivery.CircuitBreaker breaker,
      Optional<HealthCheck> check) {}

  static Endpoint open(Key key, Transport.Factory transports) {
    Health health = key.check().map(Health::of).orElseGet(() -> new Health(1, 1));
    return new Endpoint(
        key.address(),
        new CircuitBreaker(key.breaker()),
        health,
        transports.open(
            new Transport.Target(
                key.address(), key.protocol(), key.check(), health, key.breaker().maxRequests())),
        basePath(key.address()));
  }

  /// Whether it gets no requests now, or one now and then to try.
  public boolean isDown(long now) {
    return !health.isWell() || breaker.isFailing(now);
  }

  void close() {
    transport.close();
  }

  private static String basePath(URI address) {
    String path = Optional.ofNullable(address.getRawPath()).orElse("");
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
