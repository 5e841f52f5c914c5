package io.skerry.control.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skerry.schema.model.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A receiver of messages that answers as a test says, and takes them once it has nothing to say.
final class Receiver implements AutoCloseable {

  private static final int ACCEPTED = 202;

  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /// How a call is answered.
  enum Answer {
    TAKEN,
    FAILS,
    HANGS,
    REDIRECTS
  }

  /// @param path that was called
  /// @param headers by lower-case name
  record Call(String path, Map<String, String> headers, Bytes body) {
    /// A header that is there.
    String header(String name) {
      return Optional.ofNullable(headers.get(name)).orElseThrow();
    }
  }

  Receiver(Answer... script) {
    answers.addAll(List.of(script));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private synchronized Answer next() {
    Answer answer = answers.poll();
    return answer == null ? Answer.TAKEN : answer;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> header.getValue().getFirst()));
    calls.add(
        new Call(
            exchange.getRequestURI().getPath(),
            headers,
            Bytes.copyOf(exchange.getRequestBody().readAllBytes())));
    switch (next()) {
      case TAKEN -> exchange.sendResponseHeaders(ACCEPTED, -1);
      case FAILS -> exchange.sendResponseHeaders(500, -1);
      case REDIRECTS -> {
        exchange.getResponseHeaders().add("location", url("/elsewhere").toString());
        exchange.sendResponseHeaders(307, -1);
      }
      case HANGS -> hang();
    }
    exchange.close();
  }

  private void hang() {
    try {
      if (!closing.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody closed the receiver");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
