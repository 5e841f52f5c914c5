package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.guard.Health;
import io.skerry.schema.model.Delivery.HealthCheck;
import io.skerry.schema.model.Service.Version.Protocol;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Optional;

/// The way to one upstream: its connections.
public interface Transport {

  /// A request on a free or new connection; fails when there is none to be had, and then nothing
  /// was sent. Called on an event loop.
  ///
  /// @param target path and query
  Future<HttpClientRequest> request(HttpMethod method, String target);

  /// Ends checks and connections once nothing is under way.
  void close();

  /// Opens ways to upstreams.
  interface Factory {

    /// Connects nothing yet.
    Transport open(Target target);
  }

  /// @param upstream absolute `http` or `https` address
  /// @param protocol what it speaks
  /// @param check how its health is to be found out; empty: not at all
  /// @param health to be told
  /// @param maxRequests under way at once
  record Target(
      URI upstream,
      Protocol protocol,
      Optional<HealthCheck> check,
      Health health,
      int maxRequests) {}
}
