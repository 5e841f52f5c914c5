package io.skerry.it.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Requests to some addresses, one after the other by a few callers each, until closed. Keeps the
/// status of every answer and when its request was sent.
public final class RequestStream implements AutoCloseable {

  private static final int CALLERS = 4;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();

  /// @param sent when its request was sent
  /// @param status 0 stands for no answer
  private record Answered(Instant sent, int status) {}

  /// Begins.
  public RequestStream(List<String> urls) {
    for (String url : urls) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
      for (int i = 0; i < CALLERS; i++) {
        threads.execute(() -> call(request));
      }
    }
  }

  /// How many were answered, by status; 0 stands for no answer.
  public Map<Integer, Integer> answers() {
    return answersTo(Instant.MIN, Instant.MAX);
  }

  /// How many of those sent in `[from, until)` were answered, by status.
  public Map<Integer, Integer> answersTo(Instant from, Instant until) {
    return answered.stream()
        .filter(one -> !one.sent().isBefore(from) && one.sent().isBefore(until))
        .collect(Collectors.toMap(Answered::status, one -> 1, Integer::sum));
  }

  /// All of them.
  public int count() {
    return answered.size();
  }

  @Override
  public void close() {
    stopped.set(true);
    threads.close();
    client.close();
  }

  private void call(HttpRequest request) {
    while (!stopped.get()) {
      Instant sent = Instant.now();
      try {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        answered.add(new Answered(sent, status));
      } catch (IOException failed) {
        answered.add(new Answered(sent, 0));
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
