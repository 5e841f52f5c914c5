package io.skerry.it.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/// Requests to some addresses, one after the other by a few callers each, until closed. Counts the
/// answers by their status.
public final class RequestStream implements AutoCloseable {

  private static final int CALLERS = 4;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

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
    return Map.copyOf(answers);
  }

  /// All of them.
  public int count() {
    return new ArrayList<>(answers.values()).stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    stopped.set(true);
    threads.close();
    client.close();
  }

  private void call(HttpRequest request) {
    while (!stopped.get()) {
      try {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        answers.merge(status, 1, Integer::sum);
      } catch (IOException failed) {
        answers.merge(0, 1, Integer::sum);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
