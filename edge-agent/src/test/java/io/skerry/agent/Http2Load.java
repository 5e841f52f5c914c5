package io.skerry.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// Clients that share one HTTP/2 connection for as long as the gateway lets them. Their requests
/// may not be repeated, except those that the gateway says it has not looked at.
final class Http2Load implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).connectTimeout(PATIENCE).build();
  private final HttpRequest request;
  private final List<Thread> senders = new ArrayList<>();
  private final LongAdder answered = new LongAdder();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean finished;

  private Http2Load(int port) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/default/web/"))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString("once"))
            .build();
  }

  static Http2Load start(int port, int senders) {
    Http2Load load = new Http2Load(port);
    load.send();
    for (int i = 0; i < senders; i++) {
      load.senders.add(Thread.ofVirtual().start(load::run));
    }
    return load;
  }

  /// Lets every sender finish its request.
  void finish() {
    finished = true;
    try {
      for (Thread sender : senders) {
        sender.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long answered() {
    return answered.sum();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    finish();
    client.shutdownNow();
  }

  private void run() {
    while (!finished && failures.isEmpty()) {
      send();
    }
  }

  private void send() {
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      answered.increment();
      if (answer.statusCode() != 200 || answer.version() != HttpClient.Version.HTTP_2) {
        failures.add(answer.version() + " " + answer.statusCode());
      }
    } catch (IOException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
