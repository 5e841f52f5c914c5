package io.skerry.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// A control plane's REST interface. Every call is bounded by the time-out and is tried once.
/// Failures come as [ApiException]. Safe for use by several threads.
public final class ApiClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final int NOT_FOUND = 404;
  private static final String ACTOR = "X-Skerry-Actor";

  private final HttpClient http;
  private final URI server;
  private final Duration timeout;
  private final String actor;

  /// A client that does not say for whom it acts; nothing is connected yet.
  public ApiClient(URI server, Duration timeout) {
    this(server, timeout, "");
  }

  /// A client of the server at this address that acts for somebody; nothing is connected yet.
  ///
  /// @param actor printable ASCII; empty to name nobody
  public ApiClient(URI server, Duration timeout, String actor) {
    this.actor = actor;
    this.server = server;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /// The address this client speaks to.
  public URI server() {
    return server;
  }

  /// Sends a call and answers the JSON it brought; a missing node for an empty answer.
  public JsonNode call(ApiRequest request) {
    HttpResponse<String> response = send(request);
    JsonNode body = parse(response);
    if (response.statusCode() / 100 == 2) {
      return body;
    }
    throw new ApiException.Refused(Problem.of(response.statusCode(), body));
  }

  /// Like [#call], but a resource that does not exist is an expected answer.
  public Optional<JsonNode> find(ApiRequest request) {
    try {
      return Optional.of(call(request));
    } catch (ApiException.Refused refused) {
      if (refused.problem().status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// Opens the event stream at this path, after the event with this id; an empty id starts as the
  /// path says.
  public EventStream events(ApiRequest request, String lastEventId) {
    HttpRequest.Builder builder = builder(request).setHeader("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      builder.header("Last-Event-ID", lastEventId);
    }
    return EventStream.open(http, builder.build(), server, timeout);
  }

  private HttpResponse<String> send(ApiRequest request) {
    try {
      return http.send(builder(request).build(), BodyHandlers.ofString());
    } catch (HttpTimeoutException late) {
      throw new ApiException.Unreachable(
          server, "nothing within " + timeout.toSeconds() + " s", late);
    } catch (IOException failure) {
      throw new ApiException.Unreachable(server, reason(failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ApiException.Unreachable(server, "interrupted", interrupted);
    }
  }

  static String reason(Throwable failure) {
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private HttpRequest.Builder builder(ApiRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(server.resolve(request.target()))
            .timeout(timeout)
            .header("Accept", "application/json");
    if (!actor.isEmpty()) {
      builder.header(ACTOR, actor);
    }
    if (request.contentType().isEmpty()) {
      return builder.method(request.method(), BodyPublishers.noBody());
    }
    return builder
        .header("Content-Type", request.contentType())
        .method(request.method(), BodyPublishers.ofString(request.body()));
  }

  private JsonNode parse(HttpResponse<String> response) {
    if (response.body().isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException notJson) {
      if (response.statusCode() / 100 == 2) {
        throw new ApiException.Garbled(server, "not JSON");
      }
      return MissingNode.getInstance();
    }
  }
}
