package io.skerry.agent.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// A real HTTP server that stands behind a gateway in tests.
public final class Upstream implements AutoCloseable {

  private final HttpServer server;

  private Upstream(HttpServer server) {
    this.server = server;
  }

  /// Answers every request with what the handler does.
  public static Upstream with(HttpHandler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", handler);
      server.start();
      return new Upstream(server);
    } catch (IOException e) {
      throw new IllegalStateException("no upstream", e);
    }
  }

  /// Answers 200 and a text.
  static Upstream saying(String text) {
    return with(exchange -> reply(exchange, 200, text));
  }

  /// Reads the request and answers it.
  public static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /// Where it listens.
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
