package io.skerry.agent.gateway.route;

import java.util.Map;
import java.util.Optional;

/// A request that a test makes up.
///
/// @param host lower case
/// @param path raw
/// @param query raw
/// @param headers by lower-case name
/// @param client address
public record Facts(
    String host, String path, String query, Map<String, String> headers, String client)
    implements RequestFacts {

  /// GET of a path.
  public static Facts of(String host, String path) {
    return new Facts(host, path, "", Map.of(), "192.0.2.1");
  }

  /// With one header.
  public static Facts withHeader(String name, String value) {
    return new Facts("", "/", "", Map.of(name, value), "192.0.2.1");
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
  }
}
