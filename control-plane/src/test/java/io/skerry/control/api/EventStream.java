package io.skerry.control.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A client of the watch. One virtual thread reads; tests poll.
final class EventStream implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final HttpResponse<InputStream> response;

  /// @param name `added`, `modified`, `deleted` or `bookmark`
  /// @param id the revision
  /// @param data the document
  record Event(String name, long id, JsonNode data) {

    String object() {
      return data.path("object").path("metadata").path("name").asText();
    }
  }

  EventStream(String url) {
    try {
      this.response =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    var _ = Thread.ofVirtual().start(this::read);
  }

  int status() {
    return response.statusCode();
  }

  /// The next event, which must come within ten seconds.
  Event next() {
    try {
      return Optional.ofNullable(events.poll(10, TimeUnit.SECONDS))
          .orElseThrow(() -> new AssertionError("no event came within 10 s"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Every event up to and including the first that is wanted.
  List<Event> until(Predicate<Event> wanted) {
    List<Event> seen = new ArrayList<>();
    do {
      seen.add(next());
    } while (!wanted.test(seen.getLast()));
    return seen;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String name = "";
      long id = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("id:")) {
          id = Long.parseLong(line.substring(3).strip());
        } else if (line.startsWith("data:")) {
          events.add(new Event(name, id, JSON.readTree(line.substring(5))));
        }
      }
    } catch (IOException closed) {
      events.clear();
    }
  }
}
