package io.skerry.schema.model;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How nodes find a service's requests and what they do for each of them. Every part has a default,
/// which is what a service has that says nothing.
///
/// @param routes which requests are the service's; none means those below `/{tenant}/{service}`,
///   which is cut off
/// @param defaultVersion the version that answers when no traffic split says otherwise; absent: the
///   first in natural order (`v2` before `v10`), so that declaring a further version moves no
///   request
/// @param timeout from receiving a request until the first byte of its answer, all tries together
/// @param retries of requests that may be sent twice
/// @param healthCheck asked regularly; absent: an upstream is taken as well until requests fail
/// @param circuitBreaker keeps requests from an upstream that fails them
public record Delivery(
    List<Route> routes,
    Optional<ResourceName> defaultVersion,
    Duration timeout,
    Retries retries,
    Optional<HealthCheck> healthCheck,
    CircuitBreaker circuitBreaker) {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /// What a service has that says nothing.
  public static final Delivery DEFAULT =
      new Delivery(
          List.of(),
          Optional.empty(),
          Duration.ofSeconds(15),
          Retries.DEFAULT,
          Optional.empty(),
          CircuitBreaker.DEFAULT);

  /// Copies the list.
  public Delivery {
    routes = List.copyOf(routes);
  }

  /// The first of these versions in natural order, in which `v2` goes before `v10`.
  ///
  /// @param versions at least one
  public static ResourceName firstOf(Set<ResourceName> versions) {
    return versions.stream()
        .min(Comparator.comparing(name -> natural(name.value())))
        .orElseThrow(() -> new IllegalArgumentException("a service has a version"));
  }

  /// The name with its numbers made equally long.
  private static String natural(String name) {
    return DIGITS
        .matcher(name)
        .replaceAll(number -> "0".repeat(63 - number.group().length()) + number.group());
  }

  /// Requests of a service. An exact host goes before a wildcard, a longer wildcard before a
  /// shorter one, any host last; then the longest path prefix wins.
  ///
  /// @param host exact, `*.suffix`, or `*` for any
  /// @param pathPrefix matched by whole segments: `/a` matches `/a` and `/a/b`, not `/ab`
  /// @param strip what becomes of the prefix on the way to the upstream
  public record Route(String host, String pathPrefix, Prefix strip) {

    /// What becomes of a matched path prefix.
    public enum Prefix {
      KEPT,
      CUT_OFF
    }

    /// Any host.
    public static final String ANY_HOST = "*";
  }

  /// Requests without a body and with an idempotent method are sent again, to another upstream if
  /// there is one, before the first byte of an answer arrived; any request is when it could not be
  /// sent at all.
  ///
  /// @param attempts further tries, 0 to 5
  /// @param budgetPercent retries in a hundred requests of the service on this node, 0 to 100
  /// @param on what a try must have ended with
  public record Retries(int attempts, int budgetPercent, Set<RetryOn> on) {

    static final Retries DEFAULT = new Retries(1, 20, Set.of(RetryOn.values()));

    /// Copies the set.
    public Retries {
      on = Set.copyOf(on);
    }
  }

  /// Ends of a try that justify another.
  public enum RetryOn {
    /// There was no connection.
    CONNECT,
    /// The connection ended before an answer.
    RESET,
    /// The answer was 502, 503 or 504.
    UNAVAILABLE
  }

  /// @param path asked with GET; 2xx is well
  /// @param interval between two checks of one upstream, plus up to a tenth
  /// @param timeout of one check
  /// @param healthy successes in a row after which an upstream gets requests again
  /// @param unhealthy failures in a row after which it gets none
  public record HealthCheck(
      String path, Duration interval, Duration timeout, int healthy, int unhealthy) {}

  /// @param failures in a row (no connection, reset, time-out, 502, 503, 504) that open it
  /// @param openFor how long no request is sent; then one is, and decides
  /// @param maxRequests under way at one upstream at once; more are answered 503
  public record CircuitBreaker(int failures, Duration openFor, int maxRequests) {

    static final CircuitBreaker DEFAULT = new CircuitBreaker(5, Duration.ofSeconds(10), 1024);
  }
}
