package io.skerry.agent.gateway;

import io.skerry.agent.gateway.plane.Transport;
import io.skerry.schema.model.Service.Version.Protocol;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Keep-alive connections to one upstream: over HTTP/1.1 one request at a time each, over HTTP/2
/// many requests on a few.
final class PooledTransport implements Transport {

  private static final int CONNECT_MILLIS = 2_000;

  /// Shorter than what common servers allow, so that a request rarely meets a connection that the
  /// upstream is just closing.
  private static final int IDLE_SECONDS = 4;

  /// Servers commonly allow a hundred requests at once on each.
  private static final int HTTP2_CONNECTIONS = 8;

  private static final int SILENT_SECONDS = 120;
  private static final int MAX_HEADERS = 32 * 1024;

  private final HttpClient client;
  private final Optional<HealthProbe> probe;

  private PooledTransport(HttpClient client, Optional<HealthProbe> probe) {
    this.client = client;
    this.probe = probe;
  }

  static PooledTransport open(Vertx vertx, Jitter jitter, Target target) {
    HttpClient client = vertx.createHttpClient(options(target));
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

  private static HttpClientOptions options(Target target) {
    URI upstream = target.upstream();
    boolean tls = upstream.getScheme().equals("https");
    int port = upstream.getPort() >= 0 ? upstream.getPort() : tls ? 443 : 80;
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setDefaultHost(upstream.getHost())
            .setDefaultPort(port)
            .setKeepAlive(true)
            .setKeepAliveTimeout(IDLE_SECONDS)
            .setMaxPoolSize(target.maxRequests())
            .setMaxWaitQueueSize(target.maxRequests())
            .setMaxHeaderSize(MAX_HEADERS)
            .setDecompressionSupported(false);
    options.setSsl(tls);
    options.setVerifyHost(true);
    options.setConnectTimeout(CONNECT_MILLIS);
    options.setIdleTimeout((int) Duration.ofSeconds(SILENT_SECONDS).toSeconds());
    if (target.protocol() == Protocol.HTTP2) {
      speakHttp2(options, tls);
    }
    return options;
  }

  /// In the clear without asking first, as gRPC does it. With TLS an upstream that does not offer
  /// HTTP/2 is spoken to over HTTP/1.1.
  private static void speakHttp2(HttpClientOptions options, boolean tls) {
    options
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setHttp2ClearTextUpgrade(false)
        .setUseAlpn(tls)
        .setHttp2MaxPoolSize(HTTP2_CONNECTIONS)
        .setInitialSettings(
            new Http2Settings().setPushEnabled(false).setMaxHeaderListSize(MAX_HEADERS));
  }
}
