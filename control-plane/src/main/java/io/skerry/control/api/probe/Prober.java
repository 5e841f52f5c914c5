package io.skerry.control.api.probe;

import com.google.common.net.InetAddresses;
import io.skerry.control.runtime.SkerryConfig;
import io.skerry.schema.model.Probe.Check;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes single attempts. A host is resolved first, its address is checked, and exactly that
/// address is connected to, so that a name cannot mean another address in between. Redirects are
/// not followed, and of an answer only the status line is looked at. Blocks: for virtual threads.
@ApplicationScoped
public class Prober {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int CONNECTIONS = 128;

  private final Networks networks;
  private final HttpClient http;

  @Inject
  Prober(SkerryConfig config, Vertx vertx) {
    this.networks = Networks.of(config.probes().allowed().orElse(List.of()));
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(CONNECTIONS)
                .setDecompressionSupported(false));
  }

  /// Sends a GET.
  Attempt get(Check.Http check, Duration timeout) throws InterruptedException {
    URI url = check.url();
    boolean isTls = "https".equals(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : isTls ? HTTPS : HTTP;
    return switch (resolve(url.getHost())) {
      case Resolved.No(String why) -> Attempt.failed(why);
      case Resolved.To(InetAddress address) -> {
        RequestOptions request =
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(bare(url.getHost()))
                .setPort(port)
                .setSsl(isTls)
                .setURI(target(url))
                .setFollowRedirects(false)
                .setConnectTimeout(timeout.toMillis())
                .setIdleTimeout(timeout.toMillis())
                .putHeader("User-Agent", "skerry-probe");
        yield judged(check, await(http.request(request).compose(Prober::status), timeout));
      }
    };
  }

  /// Opens a connection and closes it.
  Attempt connect(Check.Tcp check, Duration timeout) {
    return switch (resolve(check.host())) {
      case Resolved.No(String why) -> Attempt.failed(why);
      case Resolved.To(InetAddress address) -> connect(address, check.port(), timeout);
    };
  }

  private static Attempt connect(InetAddress address, int port, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
      return Attempt.passed("connected");
    } catch (IOException failure) {
      return Attempt.failed("no connection: " + failure.getMessage());
    }
  }

  /// Where a host is, if that may be probed.
  private sealed interface Resolved {
    record To(InetAddress address) implements Resolved {}

    record No(String why) implements Resolved {}
  }

  private Resolved resolve(String host) {
    try {
      String bare = bare(host);
      InetAddress[] addresses =
          InetAddresses.isInetAddress(bare)
              ? new InetAddress[] {InetAddresses.forString(bare)}
              : InetAddress.getAllByName(bare);
      for (InetAddress address : addresses) {
        if (!networks.allows(address)) {
          return new Resolved.No(
              "%s is at %s, which must not be probed; see skerry.probes.allowed"
                  .formatted(bare, address.getHostAddress()));
        }
      }
      return new Resolved.To(addresses[0]);
    } catch (UnknownHostException unknown) {
      return new Resolved.No("the host " + host + " is not known");
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String target(URI url) {
    String path = Optional.ofNullable(url.getRawPath()).filter(it -> !it.isEmpty()).orElse("/");
    return path + Optional.ofNullable(url.getRawQuery()).map(it -> "?" + it).orElse("");
  }

  private static Future<Integer> status(HttpClientRequest request) {
    return request
        .send()
        .map(
            response -> {
              int status = response.statusCode();
              var _ = request.connection().close();
              return status;
            });
  }

  /// @param status of the answer; empty without one
  /// @param why there is none
  private record Answer(Optional<Integer> status, String why) {}

  private static Answer await(Future<Integer> answer, Duration timeout)
      throws InterruptedException {
    try {
      return new Answer(
          Optional.of(
              answer
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get(timeout.toMillis(), TimeUnit.MILLISECONDS)),
          "");
    } catch (TimeoutException late) {
      return new Answer(Optional.empty(), "no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException failure) {
      Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
      return new Answer(
          Optional.empty(),
          "no answer: "
              + Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()));
    }
  }

  private static Attempt judged(Check.Http check, Answer answer) {
    if (answer.status().isEmpty()) {
      return Attempt.failed(answer.why());
    }
    int status = answer.status().get();
    boolean isGood =
        check.status() > 0 ? status == check.status() : status >= OK && status < REDIRECTION;
    String expected = check.status() > 0 ? String.valueOf(check.status()) : "200 to 299";
    return isGood
        ? Attempt.passed("answered " + status)
        : Attempt.failed("answered " + status + " instead of " + expected);
  }
}
