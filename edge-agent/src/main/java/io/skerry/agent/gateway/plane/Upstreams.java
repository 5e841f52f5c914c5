package io.skerry.agent.gateway.plane;

import io.skerry.agent.traffic.ServedVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The endpoints of one version, taken in turn. When checks say that none is well, they are not
/// believed: rather a request that fails than none that could succeed. Breakers are, because they
/// come from requests. Safe for use by any thread.
public final class Upstreams {

  private final ServedVersion served;
  private final List<Endpoint> endpoints;
  private final AtomicInteger turn = new AtomicInteger();

  Upstreams(ServedVersion served, List<Endpoint> endpoints) {
    this.served = served;
    this.endpoints = List.copyOf(endpoints);
  }

  /// An endpoint that was entered ([io.skerry.agent.gateway.guard.CircuitBreaker#tryEnter]); empty
  /// when none takes requests now.
  ///
  /// @param avoided taken only when there is no other
  public Optional<Endpoint> enter(long now, List<Endpoint> avoided) {
    int start = Math.floorMod(turn.getAndIncrement(), endpoints.size());
    boolean anyWell = anyWell();
    Optional<Endpoint> found = enter(start, now, anyWell, avoided);
    return found.isPresent() || avoided.isEmpty() ? found : enter(start, now, anyWell, List.of());
  }

  /// The version, for counting its requests.
  public ServedVersion served() {
    return served;
  }

  /// All of them.
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  private Optional<Endpoint> enter(int start, long now, boolean anyWell, List<Endpoint> avoided) {
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get((start + i) % endpoints.size());
      if ((endpoint.health().isWell() || !anyWell)
          && !avoided.contains(endpoint)
          && endpoint.breaker().tryEnter(now)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  private boolean anyWell() {
    for (int i = 0; i < endpoints.size(); i++) {
      if (endpoints.get(i).health().isWell()) {
        return true;
      }
    }
    return false;
  }
}
