package io.skerry.agent.gateway.route;

import io.skerry.schema.model.Delivery.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a request is for by its host, then by the longest path prefix of whole segments.
/// Immutable once built; any number of threads may read it.
///
/// @param <T> what is found
public final class RouteTable<T> {

  private final Map<String, Paths<T>> exact = new HashMap<>();
  private final List<Wildcard<T>> wildcards = new ArrayList<>();
  private final Paths<T> anyHost = new Paths<>();
  private final List<String> shadowed = new ArrayList<>();

  /// Adds the routes in order; of two that are alike the first counts.
  ///
  /// @param routes with what they lead to
  public RouteTable(List<Entry<T>> routes) {
    for (Entry<T> entry : routes) {
      if (!pathsOf(entry.route().host()).add(entry)) {
        shadowed.add(entry.route().host() + entry.route().pathPrefix());
      }
    }
    wildcards.sort(Comparator.comparingInt((Wildcard<T> it) -> it.suffix().length()).reversed());
  }

  /// @param route which requests
  /// @param target where they go
  public record Entry<T>(Route route, T target) {}

  /// @param target where the request goes
  /// @param cut how many characters of the path are left out on the way
  public record Match<T>(T target, int cut) {}

  private record Wildcard<T>(String suffix, Paths<T> paths) {}

  /// What a request is for; empty when no route takes it.
  public Optional<Match<T>> find(RequestFacts request) {
    Paths<T> own = exact.get(request.host());
    Optional<Match<T>> found = own == null ? Optional.empty() : own.find(request.path());
    for (int i = 0; found.isEmpty() && i < wildcards.size(); i++) {
      if (request.host().endsWith(wildcards.get(i).suffix())) {
        found = wildcards.get(i).paths().find(request.path());
      }
    }
    return found.isPresent() ? found : anyHost.find(request.path());
  }

  /// Routes that are the same as an earlier one, and so lead nowhere.
  public List<String> shadowed() {
    return List.copyOf(shadowed);
  }

  private Paths<T> pathsOf(String host) {
    if (host.equals(Route.ANY_HOST)) {
      return anyHost;
    }
    if (!host.startsWith("*")) {
      return exact.computeIfAbsent(host, _ -> new Paths<>());
    }
    String suffix = host.substring(1);
    for (Wildcard<T> wildcard : wildcards) {
      if (wildcard.suffix().equals(suffix)) {
        return wildcard.paths();
      }
    }
    Wildcard<T> added = new Wildcard<>(suffix, new Paths<>());
    wildcards.add(added);
    return added.paths();
  }

  /// The routes of one host, by prefix without a trailing slash.
  private static final class Paths<T> {

    private final Map<String, Entry<T>> byPrefix = new HashMap<>();
    private int deepest;

    boolean add(Entry<T> entry) {
      String prefix = entry.route().pathPrefix();
      String key = prefix.equals("/") ? "" : prefix;
      deepest = Math.max(deepest, (int) key.chars().filter(c -> c == '/').count());
      return byPrefix.putIfAbsent(key, entry) == null;
    }

    Optional<Match<T>> find(String path) {
      int end = endOfSegment(path, deepest);
      while (true) {
        Entry<T> entry = byPrefix.get(path.substring(0, end));
        if (entry != null) {
          boolean cut = entry.route().strip() == Route.Prefix.CUT_OFF;
          return Optional.of(new Match<>(entry.target(), cut ? end : 0));
        }
        if (end == 0) {
          return Optional.empty();
        }
        end = path.lastIndexOf('/', end - 1);
      }
    }

    /// Where the first `count` segments of a path end.
    private static int endOfSegment(String path, int count) {
      int end = 0;
      for (int i = 0; i < count && end < path.length(); i++) {
        int next = path.indexOf('/', end + 1);
        end = next < 0 ? path.length() : next;
      }
      return end;
    }
  }
}
