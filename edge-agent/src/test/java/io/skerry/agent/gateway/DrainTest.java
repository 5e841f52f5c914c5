package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final Duration QUIET = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String GET = "GET /default/web/ HTTP/1.1\r\nhost: a\r\n\r\n";

  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void whatIsUnderWayIsAnsweredAndNobodyIsLetInAnyMore() throws Exception {
    try (Upstream upstream = Upstream.with(this::whenTold);
        Node node = running(upstream.url(), PATIENCE);
        RawClient busy = new RawClient(node.port());
        RawClient quiet = new RawClient(node.port())) {
      busy.send(GET);
      assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      Thread drain = drain(node, PATIENCE);
      Awaitility.await().atMost(PATIENCE).until(node::isClosedToOthers);
      quiet.send(GET);
      assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(drain.isAlive()).as("waits for what is under way").isTrue();
      go.countDown();
      for (RawClient client : List.of(busy, quiet)) {
        RawClient.Reply reply = client.reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("connection")).isEqualTo("close");
        assertThat(reply.body()).isEqualTo("done");
        assertThat(client.isClosedByPeer()).isTrue();
      }
      assertThat(drain.join(PATIENCE)).isTrue();
    }
  }

  @Test
  void clientsThatSayNothingDoNotHoldItUp() throws Exception {
    try (Upstream upstream = Upstream.saying("hello");
        Node node = running(upstream.url(), Duration.ofMinutes(5));
        RawClient used = new RawClient(node.port());
        RawClient silent = new RawClient(node.port())) {
      assertThat(used.send(GET).reply().body()).isEqualTo("hello");
      assertThat(drain(node, QUIET).join(PATIENCE)).isTrue();
      assertThat(used.isClosedByPeer()).isTrue();
      assertThat(silent.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void http2RequestsUnderWayAreAnswered() throws Exception {
    try (Upstream upstream = Upstream.with(this::whenTold);
        Node node = running(upstream.url(), PATIENCE);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(
            client.sendAsync(
                node.request("/default/web/").build(), HttpResponse.BodyHandlers.ofString()));
        assertThat(arrived.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      }
      Thread drain = drain(node, QUIET);
      Awaitility.await().atMost(PATIENCE).until(node::isClosedToOthers);
      go.countDown();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        HttpResponse<String> response = answer.get(10, TimeUnit.SECONDS);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).isEqualTo("done");
      }
      assertThat(drain.join(PATIENCE)).isTrue();
    }
  }

  @Test
  void bodiesGoOnUntilTheLimitAndAreBrokenOffThen() throws Exception {
    try (Upstream upstream = Upstream.with(DrainTest::endless);
        Node node = running(upstream.url(), Duration.ofMillis(600));
        RawClient client = new RawClient(node.port())) {
      assertThat(client.send(GET).headOnly().status()).isEqualTo(200);
      Thread drain = drain(node, QUIET);
      Awaitility.await().atMost(PATIENCE).until(node::isClosedToOthers);
      assertThat(client.bytes(64 * 1024)).hasSize(64 * 1024);
      assertThat(drain.join(PATIENCE)).isTrue();
      node.gateway.close();
      assertThat(client.rest()).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void webSocketsAreToldThatTheNodeGoesAway() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> heardUpstream = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> webSocketServer(server, heardUpstream));
      try (Node node = running("http://127.0.0.1:" + server.getLocalPort(), QUIET);
          RawClient client = new RawClient(node.port())) {
        client.send(
            "GET /default/web/ HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
        assertThat(client.headOnly().status()).isEqualTo(101);
        assertThat(client.bytes(4)).isEqualTo("\u0081\u0002hi");
        Thread drain = drain(node, QUIET);
        assertThat(client.bytes(4)).as("close, 1001").isEqualTo("\u0088\u0002\u0003\u00e9");
        client.send("\u0088\u0082\0\0\0\0\u0003\u00e9");
        assertThat(heardUpstream.get(10, TimeUnit.SECONDS)).hasSize(8).startsWith(0x88, 0x82);
        assertThat(drain.join(PATIENCE)).isTrue();
      }
    }
  }

  private static Node running(String upstream, Duration limit) {
    Node node = new Node(Node.anyPort().withDrain(limit), "skerry-test");
    node.run(new Content().versions("web", "v1=" + upstream));
    return node;
  }

  private static Thread drain(Node node, Duration quiet) {
    return Thread.ofVirtual().start(() -> node.gateway.drain(quiet));
  }

  private void whenTold(HttpExchange exchange) throws IOException {
    arrived.release();
    try {
      assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Upstream.reply(exchange, 200, "done");
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (exchange.getHttpContext() != null) {
        out.write(new byte[1024]);
      }
    }
  }

  /// Accepts one, says `hi`, and answers nothing more.
  private static void webSocketServer(ServerSocket server, CompletableFuture<byte[]> heard) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n\u0081\u0002hi"
                  .getBytes(StandardCharsets.ISO_8859_1));
      heard.complete(in.readNBytes(8));
    } catch (IOException e) {
      heard.completeExceptionally(e);
    }
  }
}
