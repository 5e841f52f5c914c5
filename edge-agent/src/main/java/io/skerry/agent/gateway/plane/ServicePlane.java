package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.filter.AnswerCache;
import io.skerry.agent.gateway.guard.RateLimiter;
import io.skerry.agent.gateway.guard.RetryBudget;
import io.skerry.agent.gateway.route.Split;
import io.skerry.schema.model.Delivery;
import java.util.Map;
import java.util.Optional;

/// One service as the gateway runs it. What it decides is fixed; what it shares with its
/// predecessors (endpoints, limiter, cache, budget) changes inside. Safe for use by any thread.
///
/// @param key names the service
/// @param split chooses the version
/// @param versions the upstreams of each
/// @param delivery time-out and retries
/// @param policies what they come to
/// @param shared what outlives a snapshot
public record ServicePlane(
    ServiceKey key,
    Split split,
    Map<String, Upstreams> versions,
    Delivery delivery,
    Policies policies,
    Shared shared) {

  /// Copies the map.
  public ServicePlane {
    versions = Map.copyOf(versions);
  }

  /// What outlives a snapshot.
  ///
  /// @param budget of retries
  /// @param limiter when a policy limits the rate
  /// @param cache when a policy keeps answers
  public record Shared(
      RetryBudget budget, Optional<RateLimiter> limiter, Optional<AnswerCache> cache) {}
}
