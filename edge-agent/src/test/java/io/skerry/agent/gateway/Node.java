package io.skerry.agent.gateway;

import io.skerry.agent.apply.Rejection;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.gateway.plane.DataPlane;
import io.skerry.agent.logs.RequestLine;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.traffic.TrafficRecorder;
import io.skerry.agent.view.ConfigView;
import io.skerry.agent.view.Prepared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A gateway on a real socket, whose snapshots come from the test.
final class Node implements AutoCloseable {

  final StatusBoard board = new StatusBoard("boot-1", "0.1.0", () -> Instant.EPOCH);
  final TrafficRecorder traffic = new TrafficRecorder(1);
  final Gateway gateway;
  final AtomicReference<@Nullable RequestLine> lastRequest = new AtomicReference<>();
  private final AtomicLong generation = new AtomicLong();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Node(GatewayOptions options, String name) {
    this(options, name, Crowd.Limits.of(1L << 30, 10_000, 16 << 10));
  }

  Node(GatewayOptions options, String name, Crowd.Limits limits) {
    gateway =
        new Gateway(
            options,
            new Gateway.Platform(
                System::nanoTime,
                new SplittableRandom(7),
                new SplittableRandom(8),
                traffic,
                lastRequest::set),
            board::view,
            name,
            limits);
    board.onView(gateway::activated);
    try {
      gateway.listen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GatewayOptions anyPort() {
    return GatewayOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static Node running(Content content) {
    Node node = new Node(anyPort(), "skerry-test");
    node.run(content);
    return node;
  }

  /// Whether nobody can connect any more.
  boolean isClosedToOthers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      return !socket.isConnected();
    } catch (ConnectException refused) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Prepares and activates.
  DataPlane run(Content content) {
    VerifiedSnapshot snapshot = content.verified(generation.incrementAndGet());
    return switch (gateway.compiler().prepare(snapshot)) {
      case Verified.Good<Prepared>(Prepared prepared) -> {
        board.activate(
            new ConfigView(
                new ConfigView.Version(
                    snapshot.ref().snapshot(), snapshot.ref().generation(), Instant.EPOCH, 0),
                snapshot.entries(),
                prepared));
        yield (DataPlane) prepared;
      }
      case Verified.Bad<Prepared>(Rejection rejection) ->
          throw new IllegalArgumentException(rejection.message());
    };
  }

  int port() {
    return gateway.address().getPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    gateway.close();
  }
}
