package io.skerry.cli.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One call, not yet sent.
///
/// @param method the HTTP method
/// @param path the path below the server's address
/// @param query parameters in order
/// @param contentType media type of the body; empty when there is none
/// @param body the body; empty when there is none
public record ApiRequest(
    String method, String path, Map<String, String> query, String contentType, String body) {

  /// Copies the parameters.
  public ApiRequest {
    query = Map.copyOf(query);
  }

  /// A GET.
  public static ApiRequest get(String path) {
    return new ApiRequest("GET", path, Map.of(), "", "");
  }

  /// A DELETE.
  public static ApiRequest delete(String path) {
    return new ApiRequest("DELETE", path, Map.of(), "", "");
  }

  /// A POST without a body.
  public static ApiRequest post(String path) {
    return new ApiRequest("POST", path, Map.of(), "", "");
  }

  /// A POST of JSON.
  public static ApiRequest postJson(String path, String json) {
    return new ApiRequest("POST", path, Map.of(), "application/json", json);
  }

  /// A PUT of one JSON document.
  public static ApiRequest putJson(String path, String json) {
    return new ApiRequest("PUT", path, Map.of(), "application/json", json);
  }

  /// The same call with one more parameter; an empty value adds none.
  public ApiRequest with(String name, String value) {
    if (value.isEmpty()) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new ApiRequest(method, path, more, contentType, body);
  }

  /// The same call as a dry run, if so asked.
  public ApiRequest dryRunIf(boolean wanted) {
    return with("dryRun", wanted ? "true" : "");
  }

  /// Path and query, encoded.
  public String target() {
    String parameters =
        query.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    return parameters.isEmpty() ? path : path + "?" + parameters;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
