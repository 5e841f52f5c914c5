package io.skerry.agent.gateway;

import io.skerry.agent.gateway.guard.Health;
import io.skerry.schema.model.Delivery.HealthCheck;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks one upstream regularly how it is, and tells its [Health]. One check at a time, each with a
/// time-out. Runs on an event loop.
final class HealthProbe implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthProbe.class);
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  private final Vertx vertx;
  private final HttpClient client;
  private final URI upstream;
  private final HealthCheck check;
  private final Health health;
  private final Jitter jitter;
  private volatile boolean closed;

  private HealthProbe(
      Vertx vertx,
      HttpClient client,
      URI upstream,
      HealthCheck check,
      Health health,
      Jitter jitter) {
    this.vertx = vertx;
    this.client = client;
    this.upstream = upstream;
    this.check = check;
    this.health = health;
    this.jitter = jitter;
  }

  static HealthProbe start(
      Vertx vertx,
      HttpClient client,
      URI upstream,
      HealthCheck check,
      Health health,
      Jitter jitter) {
    HealthProbe probe = new HealthProbe(vertx, client, upstream, check, health, jitter);
    vertx.setTimer(jitter.upTo(check.interval().toMillis() / 10 + 1), _ -> probe.ask());
    return probe;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void ask() {
    if (closed) {
      return;
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setURI(check.path())
            .setTimeout(check.timeout().toMillis());
    client.request(options).compose(request -> request.send()).onComplete(this::judge);
  }

  private void judge(AsyncResult<HttpClientResponse> answer) {
    if (closed) {
      return;
    }
    boolean passed =
        answer.succeeded()
            && answer.result().statusCode() >= OK
            && answer.result().statusCode() < MULTIPLE_CHOICES;
    if (passed ? health.passed() : health.failed()) {
      LOG.warn("upstream {} is {}", upstream, passed ? "well again" : "unwell: gets no requests");
    }
    vertx.setTimer(jitter.millis(check.interval()), _ -> ask());
  }
}
