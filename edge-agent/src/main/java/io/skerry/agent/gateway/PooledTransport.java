package io.skerry.agent.gateway;

import io.skerry.agent.gateway.plane.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Keep-alive connections to one upstream, over HTTP/1.1.
final class PooledTransport implements Transport {

  private static final int CONNECT_MILLIS = 2_000;

  /// Shorter than what common servers allow, so that a request rarely meets a connection that the
  /// upstream is just closing.
  private static final int IDLE_SECONDS = 4;

  private static final int SILENT_SECONDS = 120;
  private static final int MAX_HEADERS = 32 * 1024;

  private final HttpClient client;
  private final Optional<HealthProbe> probe;

  private PooledTransport(HttpClient client, Optional<HealthProbe> probe) {
    this.client = client;
    this.probe = probe;
  }

  static PooledTransport open(Vertx vertx, Jitter jitter, Target target) {
    HttpClient client = vertx.createHttpClient(options(target.upstream(), target.maxRequests()));
    return new PooledTransport(
        client,
        target
            .check()
            .map(
                check ->
                    HealthProbe.start(
                        vertx, client, target.upstream(), check, target.health(), jitter)));
  }

  @Override
  public Future<HttpClientRequest> request(HttpMethod method, String target) {
    return client.request(method, target);
  }

  @Override
  public void close() {
    probe.ifPresent(HealthProbe::close);
    client.close().onComplete(_ -> {});
  }

  private static HttpClientOptions options(URI upstream, int maxRequests) {
    boolean tls = upstream.getScheme().equals("https");
    int port = upstream.getPort() >= 0 ? upstream.getPort() : tls ? 443 : 80;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setDefaultHost(upstream.getHost())
            .setDefaultPort(port)
            .setKeepAlive(true)
            .setKeepAliveTimeout(IDLE_SECONDS)
            .setMaxPoolSize(maxRequests)
            .setMaxWaitQueueSize(maxRequests)
            .setMaxHeaderSize(MAX_HEADERS)
            .setDecompressionSupported(false);
    options.setSsl(tls);
    options.setVerifyHost(true);
    options.setConnectTimeout(CONNECT_MILLIS);
    options.setIdleTimeout((int) Duration.ofSeconds(SILENT_SECONDS).toSeconds());
    return options;
  }
}
