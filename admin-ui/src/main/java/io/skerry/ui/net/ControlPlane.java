package io.skerry.ui.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skerry.ui.state.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The control plane's REST API, as far as the console reads it. Every call blocks (call it on a
/// virtual thread) and has a time-out. Thread-safe.
public final class ControlPlane implements AutoCloseable {

  /// The kinds the console watches.
  public static final String WATCHED_KINDS =
      "cells,nodes,policies,services,trafficsplits,rolloutstrategies,rollouts";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SKEW_WORTH_CORRECTING = Duration.ofSeconds(2);
  private static final int GONE = 410;
  private static final int BAD_REQUEST = 400;
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /// What came of opening the stream.
  public sealed interface OpenOutcome {

    /// Open: read events from `body` and close it.
    ///
    /// @param skew the server's clock minus ours; zero when they agree within two seconds
    record Open(InputStream body, Duration skew) implements OpenOutcome {}

    /// The server no longer has the changes asked for, or does not know the revision at all: it was
    /// set up anew.
    record Gone() implements OpenOutcome {}

    /// Not open; `reason` is a sentence for people.
    record Failed(String reason) implements OpenOutcome {}
  }

  /// What came of asking for a document.
  public sealed interface Answer {

    /// The document, and how long the call took.
    record Document(JsonNode json, Duration took) implements Answer {}

    /// No document; `reason` is a sentence for people.
    record Failed(String reason) implements Answer {}
  }

  /// @param server where the API is, for example `http://127.0.0.1:8470`
  public ControlPlane(URI server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /// Where the API is.
  public URI server() {
    return server;
  }

  /// Opens the stream of changes; without a revision the server lists everything first.
  OpenOutcome openWatch(Optional<Revision> since) throws InterruptedException {
    String query = since.map(revision -> "&since=" + revision.value()).orElse("");
    var request =
        HttpRequest.newBuilder(server.resolve("/api/v1/watch?kinds=" + WATCHED_KINDS + query))
            .header("Accept", "text/event-stream")
            .timeout(CALL_TIMEOUT);
    since.ifPresent(revision -> request.header("Last-Event-ID", revision.value()));
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return opened(response, since.isPresent());
    } catch (IOException failure) {
      return new OpenOutcome.Failed(sentence(failure));
    }
  }

  private OpenOutcome opened(HttpResponse<InputStream> response, boolean resuming)
      throws IOException {
    int status = response.statusCode();
    if (status == OK) {
      return new OpenOutcome.Open(response.body(), skew(response));
    }
    response.body().close();
    return status == GONE || (resuming && status == BAD_REQUEST)
        ? new OpenOutcome.Gone()
        : new OpenOutcome.Failed(refused(status));
  }

  /// Reads one JSON document, for example `/api/v1/topology`.
  public Answer get(String path) throws InterruptedException {
    Instant start = clock.instant();
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Accept", "application/json")
            .timeout(CALL_TIMEOUT)
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          return new Answer.Failed(refused(response.statusCode()));
        }
        JsonNode json = JSON.readTree(body);
        return new Answer.Document(json, Duration.between(start, clock.instant()));
      }
    } catch (IOException failure) {
      return new Answer.Failed(sentence(failure));
    }
  }

  /// Reads the JSON text of an event.
  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException("the stream carried something that is not JSON", malformed);
    }
  }

  private Duration skew(HttpResponse<?> response) {
    Optional<Duration> skew = response.headers().firstValue("Date").flatMap(this::skewOf);
    return skew.filter(found -> found.abs().compareTo(SKEW_WORTH_CORRECTING) > 0)
        .orElse(Duration.ZERO);
  }

  private Optional<Duration> skewOf(String date) {
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), theirs));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static String refused(int status) {
    return "the server answered " + status;
  }

  private static String sentence(IOException failure) {
    return switch (failure) {
      case HttpTimeoutException timeout -> "no answer in time";
      case ConnectException refused -> "nothing answers at this address";
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
