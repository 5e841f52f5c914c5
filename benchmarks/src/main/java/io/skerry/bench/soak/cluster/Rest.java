package io.skerry.bench.soak.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// Calls to one server, each tried once and bounded by a time-out. Every status is an answer; only
/// a call that brought none fails, with `IOException`. Safe for use by several threads.
public final class Rest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final URI server;
  private final Duration timeout;

  /// @param server such as `http://127.0.0.1:8470`
  /// @param timeout the longest a call may take
  public Rest(String server, Duration timeout) {
    this.server = URI.create(server);
    this.timeout = timeout;
  }

  /// Reads.
  public Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", Map.of());
  }

  /// Creates or replaces with a YAML or JSON document.
  public Answer put(String path, String document) throws IOException, InterruptedException {
    return send("PUT", path, document, Map.of());
  }

  /// Posts a YAML or JSON document.
  public Answer post(String path, String document) throws IOException, InterruptedException {
    return send("POST", path, document, Map.of());
  }

  /// Deletes.
  public Answer delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, "", Map.of());
  }

  /// Any call; an empty document sends none.
  public Answer send(String method, String path, String document, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(timeout)
            .header("Accept", "application/json");
    headers.forEach(builder::header);
    if (document.isEmpty()) {
      builder.method(method, BodyPublishers.noBody());
    } else {
      builder
          .header("Content-Type", "application/yaml")
          .method(method, BodyPublishers.ofString(document));
    }
    HttpResponse<String> response = HTTP.send(builder.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers(), json(response.body()));
  }

  private static JsonNode json(String body) throws IOException {
    return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
  }
}
