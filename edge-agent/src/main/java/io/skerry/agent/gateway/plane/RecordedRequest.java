package io.skerry.agent.gateway.plane;

import io.skerry.agent.gateway.route.RequestFacts;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that was taken, as far as decisions look at it. Kept in memory only, because headers
/// hold secrets.
///
/// @param method upper case
/// @param host lower case
/// @param path raw
/// @param query raw
/// @param headers the first value by lower-case name
/// @param client its address
public record RecordedRequest(
    String method,
    String host,
    String path,
    String query,
    Map<String, String> headers,
    String client)
    implements RequestFacts {

  /// Copies the headers.
  public RecordedRequest {
    headers = Map.copyOf(headers);
  }

  /// The same request, with its headers.
  public static RecordedRequest of(RequestFacts facts, Map<String, String> headers) {
    return new RecordedRequest(
        facts.method(), facts.host(), facts.path(), facts.query(), headers, facts.client());
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Keeps secrets out of logs.
  @Override
  public String toString() {
    return method + " " + host + path;
  }
}
