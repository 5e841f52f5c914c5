package io.skerry.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.codec.StatusFormat;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The two calls of a control plane that a node needs, over real HTTP.
final class StubControlPlane implements AutoCloseable {

  private final HttpServer server;
  private final String etcdEndpoint;
  private final List<Report> reports = new CopyOnWriteArrayList<>();
  private final List<String> bearers = new CopyOnWriteArrayList<>();
  private volatile int statusAnswer = 204;

  StubControlPlane(String etcdEndpoint) {
    this.etcdEndpoint = etcdEndpoint;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/edge/v1/enrol", this::enrol);
    server.createContext("/edge/v1/status", this::status);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What the status call answers from now on.
  void answerStatusWith(int status) {
    statusAnswer = status;
  }

  /// The newest report.
  Optional<Report> lastReport() {
    return reports.isEmpty() ? Optional.empty() : Optional.of(reports.getLast());
  }

  int reportCount() {
    return reports.size();
  }

  List<String> bearers() {
    return bearers;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void enrol(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean known = body.contains("\"token\":\"t1.secret\"") && body.contains("\"node\":\"iad-1\"");
    String answer =
        """
        {"node":"iad-1","credential":"c0ffee","keyPrefix":"/skerry/v1/cells/local/",
        "etcdEndpoints":["%s"],"controlPlane":["%s"],"heartbeatSeconds":1,
        "cell":"aws-us-east-1","cloud":"aws","region":"us-east-1","zone":"a"}"""
            .formatted(etcdEndpoint, url());
    send(exchange, known ? 200 : 401, known ? answer : "{}");
  }

  private void status(HttpExchange exchange) throws IOException {
    Bytes body = Bytes.copyOf(exchange.getRequestBody().readAllBytes());
    bearers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    if (statusAnswer == 204
        && StatusFormat.REPORT_CODEC.decode(body) instanceof Decoded.Ok<Report>(Report report)) {
      reports.add(report);
    }
    send(exchange, statusAnswer, "");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
