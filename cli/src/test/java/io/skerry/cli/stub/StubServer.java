package io.skerry.cli.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers calls with what a test has put up for them, and remembers the calls. Several answers to
/// one call are given in turn, the last one for ever.
public final class StubServer implements AutoCloseable {

  /// What was asked.
  public record Call(String method, String target, String body, Map<String, List<String>> headers) {
    /// A header's value, or the empty text.
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  private record Reply(int status, String type, String body) {}

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /// A server on a free port, which answers 404 to everything.
  public StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /// Its address.
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Answers `GET /path?query` (as written here) with JSON.
  public StubServer answer(String call, String json) {
    return answer(call, 200, json);
  }

  /// Answers with this status.
  public StubServer answer(String call, int status, String json) {
    return put(call, new Reply(status, "application/json", json));
  }

  /// Answers with an event stream that ends after these events.
  public StubServer stream(String call, String events) {
    return put(call, new Reply(200, "text/event-stream", events));
  }

  /// Refuses with a problem document.
  public StubServer refuse(String call, int status, String code, String errors) {
    return answer(
        call,
        status,
        """
        {"title": "Refused", "status": %d, "code": "%s", "detail": "for a reason", "errors": %s}
        """
            .formatted(status, code, errors));
  }

  /// All calls so far.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /// The calls of this method and target.
  public List<Call> calls(String call) {
    return calls.stream().filter(it -> (it.method() + " " + it.target()).equals(call)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private StubServer put(String call, Reply reply) {
    replies.computeIfAbsent(call, key -> new ArrayList<>()).add(reply);
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    String key = exchange.getRequestMethod() + " " + target;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            exchange.getRequestMethod(), target, body, Map.copyOf(exchange.getRequestHeaders())));
    Reply reply = next(key);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Reply next(String key) {
    List<Reply> left = replies.getOrDefault(key, List.of());
    if (left.isEmpty()) {
      return new Reply(
          404,
          "application/problem+json",
          "{\"title\": \"Not found\", \"status\": 404, \"code\": \"not-found\", \"detail\": \""
              + key
              + "\"}");
    }
    return left.size() == 1 ? left.getFirst() : left.removeFirst();
  }
}
