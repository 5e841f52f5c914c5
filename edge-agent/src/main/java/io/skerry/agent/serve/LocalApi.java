package io.skerry.agent.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.trial.CanaryPhase;
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
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node's read-only HTTP API, for programs on the same machine. Every answer is built from one
/// view, named in its headers. It has no access control of its own: whoever may read it is decided
/// by the address it listens on.
///
/// Readers that wait for a change are bounded in number and in time; one that is too many is asked
/// to come back.
public final class LocalApi implements AutoCloseable {

  /// Digest of the snapshot that an answer was built from.
  public static final String SNAPSHOT_HEADER = "X-Skerry-Snapshot";

  /// Generation of the ref that asked for it.
  public static final String GENERATION_HEADER = "X-Skerry-Generation";

  /// Readers that may wait at the same time.
  static final int MOST_WAITING = 64;

  private static final Logger LOG = LoggerFactory.getLogger(LocalApi.class);
  private static final int BACKLOG = 1024;
  private static final int CLOSE_SECONDS = 2;

  private final HttpServer server;
  private final Sources sources;
  private final Answers answers;
  private final Changes changes;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /// What the API shows.
  ///
  /// @param node whose API it is
  /// @param board what is served and how the node is
  /// @param phase how far what is served has proven itself
  /// @param metrics figures beside those of the board
  /// @param nanos monotonic clock
  public record Sources(
      ResourceName node,
      StatusBoard board,
      Supplier<CanaryPhase> phase,
      List<NodeMetrics> metrics,
      LongSupplier nanos) {

    /// Copies the list.
    public Sources {
      metrics = List.copyOf(metrics);
    }
  }

  private LocalApi(HttpServer server, Sources sources) {
    this.server = server;
    this.sources = sources;
    this.answers = new Answers(sources.node());
    this.changes = new Changes(sources.board()::view, sources.nanos());
  }

  /// Starts to answer.
  ///
  /// @param address to listen on; port 0 takes a free one
  /// @param executor runs one task for each request, which may wait
  /// @throws IOException when the address cannot be used
  public static LocalApi start(Sources sources, InetSocketAddress address, Executor executor)
      throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    LocalApi api = new LocalApi(server, sources);
    sources.board().onView(_ -> api.changes.signal());
    server.createContext("/", api::handle);
    server.setExecutor(executor);
    server.start();
    return api;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Stops: who waits is answered at once, requests under way have two seconds.
  @Override
  public void close() {
    changes.end();
    server.stop(CLOSE_SECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (isRead(exchange) && exchange.getRequestURI().getPath().equals("/v1/events")) {
        feed(exchange);
      } else {
        send(exchange, answer(exchange));
      }
    } catch (IOException e) {
      LOG.debug("a reader went away: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("answering {} failed", exchange.getRequestURI(), e);
      throw e;
    }
  }

  private static boolean isRead(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    return method.equals("GET") || method.equals("HEAD");
  }

  private void feed(HttpExchange exchange) throws IOException, InterruptedException {
    if (!waiting.tryAcquire()) {
      send(exchange, tooMany(sources.board().view()));
      return;
    }
    try {
      new EventFeed(changes, sources.nanos()).send(exchange);
    } finally {
      waiting.release();
    }
  }

  private Answer answer(HttpExchange exchange) throws InterruptedException {
    ConfigView view = sources.board().view();
    if (!isRead(exchange)) {
      return Answer.problem(405, "method-not-allowed", "this API can only be read: use GET", view);
    }
    URI uri = exchange.getRequestURI();
    Map<String, String> query;
    Optional<Patience> patience;
    try {
      query = query(uri);
      patience = uri.getPath().startsWith("/v1/") ? Patience.of(query) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Answer.problem(400, "malformed", String.valueOf(malformed.getMessage()), view);
    }
    return patience.isPresent()
        ? whenChanged(patience.get(), uri.getPath(), query)
        : answer(uri.getPath(), query, view);
  }

  private Answer answer(String path, Map<String, String> query, ConfigView view) {
    return switch (path) {
      case "/metrics" -> metrics(view);
      case "/health/canary-state" -> Answers.canary(query, view, sources.phase().get());
      case "/healthz/ready" ->
          sources.board().isLeaving()
              ? Answers.leaving(view)
              : answers.answer(path, query, view, sources.board().link());
      default -> answers.answer(path, query, view, sources.board().link());
    };
  }

  private Answer whenChanged(Patience patience, String path, Map<String, String> query)
      throws InterruptedException {
    if (!waiting.tryAcquire()) {
      return tooMany(sources.board().view());
    }
    try {
      ConfigView view = changes.await(Optional.of(patience.since()), patience.longest());
      return Changes.snapshot(view).equals(Optional.of(patience.since()))
          ? Answer.notModified(view)
          : answer(path, query, view);
    } finally {
      waiting.release();
    }
  }

  private static Answer tooMany(ConfigView view) {
    return Answer.problem(
        503, "too-many-waiting", "%d readers wait already".formatted(MOST_WAITING), view);
  }

  private Answer metrics(ConfigView view) {
    MetricsText text = new MetricsText();
    new BoardMetrics(sources).write(text);
    sources.metrics().forEach(metrics -> metrics.write(text));
    return new Answer(200, MetricsText.MEDIA_TYPE, text.bytes(), view);
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
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("the query has a malformed percent escape", malformed);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.mediaType());
    headers.set("Cache-Control", "no-store");
    if (answer.status() == 503) {
      headers.set("Retry-After", "1");
    }
    answer
        .view()
        .version()
        .ifPresent(
            version -> {
              headers.set(SNAPSHOT_HEADER, version.snapshot().hex());
              headers.set(GENERATION_HEADER, Long.toString(version.generation()));
            });
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().size() == 0;
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().size());
    if (!bodiless) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(answer.body().toArray());
      }
    }
  }
}
