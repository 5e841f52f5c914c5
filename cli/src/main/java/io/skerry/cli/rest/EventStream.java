package io.skerry.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An open stream of server-sent events, read by one thread.
public final class EventStream implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /// Three times the interval of the server's bookmarks.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final LineQueue lines;
  private final CompletableFuture<HttpResponse<String>> exchange;
  private ServerEvent.Builder building = new ServerEvent.Builder();

  private EventStream(LineQueue lines, CompletableFuture<HttpResponse<String>> exchange) {
    this.lines = lines;
    this.exchange = exchange;
  }

  /// Opens the stream; answers once the server has accepted it.
  static EventStream open(HttpClient http, HttpRequest request, URI server, Duration timeout) {
    LineQueue lines = new LineQueue();
    CompletableFuture<Integer> accepted = new CompletableFuture<>();
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request, info -> subscriber(info, lines, accepted));
    var _ = exchange.whenComplete((response, failure) -> lines.finish());
    try {
      CompletableFuture.anyOf(accepted, exchange).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!accepted.isDone()) {
        throw refusal(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
      }
      return new EventStream(lines, exchange);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new ApiException.Unreachable(server, ApiClient.reason(cause), cause);
    } catch (TimeoutException late) {
      exchange.cancel(true);
      throw new ApiException.Unreachable(
          server, "no stream in " + timeout.toSeconds() + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ApiException.Unreachable(server, "interrupted", interrupted);
    }
  }

  /// What a wait for an event brought.
  public sealed interface Arrival {
    /// An event.
    record Event(ServerEvent event) implements Arrival {}

    /// None in that time.
    record Quiet() implements Arrival {}

    /// The stream has ended.
    record Ended() implements Arrival {}
  }

  /// Waits for the next event; empty when the stream ended or has been silent for too long.
  public Optional<ServerEvent> next() throws InterruptedException {
    return next(SILENCE) instanceof Arrival.Event(ServerEvent event)
        ? Optional.of(event)
        : Optional.empty();
  }

  /// Waits at most this long for the next line and on to the end of its event.
  public Arrival next(Duration wait) throws InterruptedException {
    while (true) {
      switch (lines.next(wait)) {
        case LineQueue.Item.Silence _ -> {
          return new Arrival.Quiet();
        }
        case LineQueue.Item.End _ -> {
          return new Arrival.Ended();
        }
        case LineQueue.Item.Line(String text) -> {
          if (!text.isEmpty()) {
            building.add(text);
          } else if (!building.isEmpty()) {
            return new Arrival.Event(built());
          }
        }
      }
    }
  }

  private ServerEvent built() {
    ServerEvent event = building.build();
    building = new ServerEvent.Builder();
    return event;
  }

  @Override
  public void close() {
    exchange.cancel(true);
  }

  private static BodySubscriber<String> subscriber(
      HttpResponse.ResponseInfo info, LineQueue lines, CompletableFuture<Integer> accepted) {
    if (info.statusCode() != 200) {
      return BodySubscribers.ofString(StandardCharsets.UTF_8);
    }
    accepted.complete(info.statusCode());
    return BodySubscribers.fromLineSubscriber(lines, ignored -> "", StandardCharsets.UTF_8, null);
  }

  private static ApiException refusal(HttpResponse<String> response) {
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (JsonProcessingException notJson) {
      body = MissingNode.getInstance();
    }
    return new ApiException.Refused(Problem.of(response.statusCode(), body));
  }
}
