package io.skerry.agent.traffic;

/// What a gateway counts beside the requests of each version. A closed set, so that counters are
/// bounded.
public enum Event {
  /// A request was over a limit.
  LIMITED("limited"),
  /// A request was not allowed in.
  DENIED("denied"),
  /// An answer came from the cache.
  CACHE_HIT("cacheHits"),
  /// An answer that may be cached was not in the cache.
  CACHE_MISS("cacheMisses"),
  /// A request was sent elsewhere.
  REDIRECTED("redirected"),
  /// A failure or a delay was injected, as a policy asked.
  FAULT_INJECTED("faultsInjected"),
  /// A request to an upstream was repeated.
  RETRIED("retries"),
  /// A repetition was due and not made, because the budget was used up.
  RETRY_REFUSED("retriesRefused"),
  /// A circuit breaker opened.
  BREAKER_OPENED("breakersOpened"),
  /// An upstream could not be reached.
  UPSTREAM_UNREACHABLE("upstreamsUnreachable"),
  /// No service wanted a request.
  UNROUTED("unrouted"),
  /// A request was refused, because as many as the node can hold were being answered.
  OVERLOADED("overloaded"),
  /// A connection was closed to make room, or because no request came on it in time.
  TURNED_AWAY("turnedAway");

  private final String wireName;

  Event(String wireName) {
    this.wireName = wireName;
  }

  /// The name of the counter in reports.
  public String wireName() {
    return wireName;
  }
}
