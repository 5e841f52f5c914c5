package io.skerry.agent.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.ResourceName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node's read-only HTTP API, for programs on the same machine. Every answer is built from one
/// view, named in its headers. It has no access control of its own: whoever may read it is decided
/// by the address it listens on.
public final class LocalApi implements AutoCloseable {

  /// Digest of the snapshot that an answer was built from.
  public static final String SNAPSHOT_HEADER = "X-Skerry-Snapshot";

  /// Generation of the ref that asked for it.
  public static final String GENERATION_HEADER = "X-Skerry-Generation";

  private static final Logger LOG = LoggerFactory.getLogger(LocalApi.class);
  private static final int BACKLOG = 128;
  private static final int CLOSE_SECONDS = 1;

  private final HttpServer server;
  private final Answers answers;
  private final StatusBoard board;

  private LocalApi(HttpServer server, Answers answers, StatusBoard board) {
    this.server = server;
    this.answers = answers;
    this.board = board;
  }

  /// Starts to answer.
  ///
  /// @param address to listen on; port 0 takes a free one
  /// @param executor runs one task for each request
  /// @throws IOException when the address cannot be used
  public static LocalApi start(
      ResourceName node, StatusBoard board, InetSocketAddress address, Executor executor)
      throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    LocalApi api = new LocalApi(server, new Answers(node), board);
    server.createContext("/", api::handle);
    server.setExecutor(executor);
    server.start();
    return api;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Stops, giving requests under way a second.
  @Override
  public void close() {
    server.stop(CLOSE_SECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    } catch (IOException e) {
      LOG.debug("a reader went away: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("answering {} failed", exchange.getRequestURI(), e);
      throw e;
    }
  }

  private Answer answer(HttpExchange exchange) {
    ConfigView view = board.view();
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.problem(405, "method-not-allowed", "this API can only be read: use GET", view);
    }
    URI uri = exchange.getRequestURI();
    try {
      return answers.answer(uri.getPath(), query(uri), view, board.link());
    } catch (IllegalArgumentException malformedEscape) {
      return Answer.problem(400, "malformed", "the query has a malformed % escape", view);
    }
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : List.of(uri.getRawQuery().split("&", -1))) {
        int equals = pair.indexOf('=');
        parameters.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.mediaType());
    headers.set("Cache-Control", "no-store");
    answer
        .view()
        .version()
        .ifPresent(
            version -> {
              headers.set(SNAPSHOT_HEADER, version.snapshot().hex());
              headers.set(GENERATION_HEADER, Long.toString(version.generation()));
            });
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().size());
    if (!bodiless) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(answer.body().toArray());
      }
    }
  }
}
