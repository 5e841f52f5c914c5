package io.skerry.agent.gateway.filter;

import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.schema.model.PolicyConfig;
import java.util.Optional;

/// Sends clients elsewhere.
///
/// @param to with `{host}`, `{path}` and `{query}`
/// @param status of the answer
/// @param pathPrefix which requests, by whole segments
public record Redirection(String to, int status, String pathPrefix) {

  /// Empty when the config names no target.
  public static Optional<Redirection> of(PolicyConfig.Redirect config) {
    return config.to().map(to -> new Redirection(to, config.status(), config.pathPrefix()));
  }

  /// Where the client is to go instead; empty when the request is none of those.
  public Optional<String> location(RequestFacts request) {
    if (!covers(request.path())) {
      return Optional.empty();
    }
    String query = request.query();
    return Optional.of(
        to.replace("{host}", request.host())
            .replace("{path}", request.path())
            .replace("?{query}", query.isEmpty() ? "" : "?" + query)
            .replace("{query}", query));
  }

  private boolean covers(String path) {
    return path.startsWith(pathPrefix)
        && (pathPrefix.endsWith("/")
            || path.length() == pathPrefix.length()
            || path.charAt(pathPrefix.length()) == '/');
  }
}
