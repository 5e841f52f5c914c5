package io.skerry.schema.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a policy of each type says. Every field may be left out: where several policies of one type
/// bind a service, their configs are merged field by field, and the highest priority wins.
public sealed interface PolicyConfig {

  /// Settings that nodes hand to programs and do not look into.
  ///
  /// @param settings any object
  record Settings(JsonDocument settings) implements PolicyConfig {}

  /// How many requests a node lets through; others are answered 429.
  ///
  /// @param requestsPerSecond 0 or more; absent: no limit
  /// @param burst how many may come at once; absent: those of one second, at least one
  /// @param per whose requests share a limit: `service`, `client`, or `header:NAME`, `cookie:NAME`,
  ///   `query:NAME`
  record RateLimit(Optional<Double> requestsPerSecond, Optional<Integer> burst, String per)
      implements PolicyConfig {

    /// All requests of the service share the limit.
    public static final String PER_SERVICE = "service";
  }

  /// Changes to headers.
  ///
  /// @param request on the way to the upstream
  /// @param response on the way back
  record Headers(HeaderEdits request, HeaderEdits response) implements PolicyConfig {}

  /// Applied in this order: remove, set, add.
  ///
  /// @param remove names
  /// @param set values that replace what is there
  /// @param add values beside what is there
  record HeaderEdits(List<String> remove, Map<String, String> set, Map<String, String> add) {

    /// No changes.
    public static final HeaderEdits NONE = new HeaderEdits(List.of(), Map.of(), Map.of());

    /// Copies the collections.
    public HeaderEdits {
      remove = List.copyOf(remove);
      set = Map.copyOf(set);
      add = Map.copyOf(add);
    }
  }

  /// Who may send requests: nobody for whom a `deny` is true, and, if there is an `allow`, only
  /// those for whom one is. An expression that cannot be evaluated counts against the request.
  ///
  /// @param allow CEL over the request
  /// @param deny CEL over the request
  /// @param status of a refusal: 401, 403 or 404
  record Access(List<String> allow, List<String> deny, int status) implements PolicyConfig {
    /// Copies the lists.
    public Access {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }

  /// Answers to GET and HEAD that a node keeps, unless the answer or the request forbids it.
  ///
  /// @param ttl how long, when the answer does not say
  /// @param maxEntryBytes longer bodies are not kept
  /// @param maxBytes of all answers of the service on a node
  /// @param vary request headers that tell answers apart, beside `accept-encoding`
  record Cache(Duration ttl, long maxEntryBytes, long maxBytes, List<String> vary)
      implements PolicyConfig {
    /// Copies the list.
    public Cache {
      vary = List.copyOf(vary);
    }
  }

  /// Sends clients elsewhere.
  ///
  /// @param to where, with `{host}`, `{path}` and `{query}` of the request; absent: nowhere
  /// @param status 301, 302, 303, 307 or 308
  /// @param pathPrefix which requests
  record Redirect(Optional<String> to, int status, String pathPrefix) implements PolicyConfig {}

  /// Trouble on purpose, for game days.
  ///
  /// @param abortPercent of requests that are answered `abortStatus`
  /// @param abortStatus 400 to 599
  /// @param delayPercent of requests that are held up by `delay`
  /// @param delay at most a minute
  /// @param header only requests that carry it; absent: all
  record Fault(
      double abortPercent,
      int abortStatus,
      double delayPercent,
      Duration delay,
      Optional<String> header)
      implements PolicyConfig {}
}
