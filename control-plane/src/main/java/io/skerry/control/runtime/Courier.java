package io.skerry.control.runtime;

import io.skerry.control.notice.Destinations;
import io.skerry.schema.model.Bytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Timeout;

/// Posts messages to addresses that tenants chose. Every call is bounded in time and number, the
/// name is resolved once and exactly the checked address is called, redirects are not followed, and
/// nothing of the answer is read but its status. Blocks: for virtual threads.
@ApplicationScoped
public class Courier {

  /// The most calls at once.
  static final int WIDTH = 16;

  private static final int CONNECT_MILLIS = 3_000;
  private static final Duration ANSWER = Duration.ofSeconds(8);
  private static final long WHOLE_MILLIS = 12_000;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final HttpClient client;
  private final Destinations destinations;
  private final Duration answer;

  @Inject
  Courier(Vertx vertx, SkerryConfig config) {
    this(vertx, new Destinations(config.notifications().allowLoopback()), ANSWER);
  }

  /// @param answer how long a target may take to answer
  Courier(Vertx vertx, Destinations destinations, Duration answer) {
    this.destinations = destinations;
    this.answer = answer;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(WIDTH)
                .setMaxWaitQueueSize(WIDTH));
  }

  /// Posts a body.
  ///
  /// @return why it was not taken; empty when it was
  @Timeout(WHOLE_MILLIS)
  @Bulkhead(WIDTH)
  public Optional<String> post(URI url, Map<String, String> headers, Bytes body)
      throws InterruptedException {
    InetAddress address;
    try {
      address = checked(url.getHost());
    } catch (UnknownHostException | IllegalArgumentException refused) {
      return Optional.of(url.getHost() + " " + refused.getMessage());
    }
    try {
      int status =
          client
              .request(options(url, address))
              .compose(request -> send(request, headers, body))
              .map(Courier::taken)
              .toCompletionStage()
              .toCompletableFuture()
              .get(answer.toMillis() + CONNECT_MILLIS, TimeUnit.MILLISECONDS);
      return status / 100 == 2 ? Optional.empty() : Optional.of(words(status));
    } catch (ExecutionException | TimeoutException failed) {
      return Optional.of(reason(failed));
    }
  }

  private InetAddress checked(String host) throws UnknownHostException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(host);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException("cannot be resolved", unknown);
    }
    for (InetAddress address : all) {
      Optional<String> problem = destinations.problem(address);
      if (problem.isPresent()) {
        throw new IllegalArgumentException("(" + address.getHostAddress() + ") " + problem.get());
      }
    }
    return all[0];
  }

  private RequestOptions options(URI url, InetAddress address) {
    boolean isSecure = url.getScheme().equalsIgnoreCase("https");
    int port = url.getPort() > 0 ? url.getPort() : isSecure ? HTTPS : HTTP;
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(isSecure)
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
        .setFollowRedirects(false)
        .setTimeout(answer.toMillis());
  }

  private static Future<HttpClientResponse> send(
      HttpClientRequest request, Map<String, String> headers, Bytes body) {
    headers.forEach(request::putHeader);
    return request.send(Buffer.buffer(body.toArray()));
  }

  /// The rest of the answer is nobody's business.
  private static int taken(HttpClientResponse response) {
    response.request().connection().close();
    return response.statusCode();
  }

  private static String words(int status) {
    return status / 100 == 3
        ? "answered " + status + ": redirects are not followed, declare the final address"
        : "answered " + status;
  }

  private static String reason(Exception failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
