package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.policy.access.RequestLanguage;
import java.util.Map;

/// A request as access expressions see it.
public final class RequestVariables {

  private RequestVariables() {}

  /// @param headers by lower-case name
  public static Map<String, Object> of(RequestFacts request, Map<String, String> headers) {
    return Map.of(
        "method",
        request.method(),
        "host",
        request.host(),
        "path",
        request.path(),
        "query",
        request.query(),
        "client",
        request.client(),
        RequestLanguage.HEADERS,
        headers);
  }
}
