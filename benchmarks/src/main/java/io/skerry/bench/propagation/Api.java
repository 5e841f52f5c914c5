package io.skerry.bench.propagation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// The few calls that a benchmark makes to the control plane.
final class Api implements AutoCloseable {

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Api(String server) {
    this.server = URI.create(server);
  }

  String put(String path, String yaml) throws IOException, InterruptedException {
    return send("PUT", path, HttpRequest.BodyPublishers.ofString(yaml));
  }

  String post(String path, String yaml) throws IOException, InterruptedException {
    return send("POST", path, HttpRequest.BodyPublishers.ofString(yaml));
  }

  String get(String path) throws IOException, InterruptedException {
    return send("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  @Override
  public void close() {
    client.close();
  }

  private String send(String method, String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/yaml")
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }
}
