package io.skerry.ui.net;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server that speaks the console's part of the contract. Each opening of the stream plays the
/// next script; when there is none it waits for lines from [#push(String)].
public final class StubServer implements AutoCloseable {

  private static final String END = "<end>";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<String> live = new LinkedBlockingQueue<>();
  private final List<String> openings = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// What one opening of the stream does: answers `status`, sends `lines`, then ends or stays open
  /// for live lines.
  public record Script(int status, List<String> lines, boolean staysOpen) {

    /// Sends these and breaks off.
    public static Script breaking(String... lines) {
      return new Script(200, List.of(lines), false);
    }

    /// Sends these and goes on live.
    public static Script open(String... lines) {
      return new Script(200, List.of(lines), true);
    }

    /// Does not answer properly.
    public static Script unavailable() {
      return new Script(503, List.of(), false);
    }

    /// The same, but breaking off at the end.
    public Script broken() {
      return new Script(status, lines, false);
    }

    /// Says that the changes are gone.
    public static Script gone() {
      return new Script(410, List.of(), false);
    }
  }

  public StubServer() throws IOException {
    this(0);
  }

  /// Listens on that port; 0 picks a free one.
  public StubServer(int port) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.createContext("/", this::handle);
    http.setExecutor(threads);
    http.start();
  }

  /// Where it listens.
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /// The next opening of the stream plays this.
  public StubServer next(Script script) {
    synchronized (scripts) {
      scripts.addLast(script);
    }
    return this;
  }

  /// Answers `path` (without query) with this JSON.
  public StubServer document(String path, String json) {
    documents.put(path, json);
    return this;
  }

  /// Sends text on the open stream.
  public void push(String text) {
    live.add(text);
  }

  /// Ends the open stream.
  public void breakStream() {
    live.add(END);
  }

  /// For each opening of the stream: its `since`, or `all`.
  public List<String> openings() {
    return openings;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/api/v1/watch")) {
        watch(exchange);
      } else {
        answer(exchange);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String json = documents.get(exchange.getRequestURI().getPath());
    if (json == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void watch(HttpExchange exchange) throws IOException, InterruptedException {
    String since = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    openings.add(since == null ? "all" : since);
    Script script;
    synchronized (scripts) {
      script = scripts.isEmpty() ? Script.open() : scripts.removeFirst();
    }
    if (script.status() != 200) {
      exchange.sendResponseHeaders(script.status(), -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    for (String line : script.lines()) {
      send(out, line);
    }
    while (script.staysOpen() && closed.getCount() > 0) {
      String line = live.poll(50, TimeUnit.MILLISECONDS);
      if (END.equals(line)) {
        return;
      }
      if (line != null) {
        send(out, line);
      }
    }
  }

  private static void send(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
