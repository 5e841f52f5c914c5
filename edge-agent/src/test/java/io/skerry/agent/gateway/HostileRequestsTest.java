package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.care.GatewayCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that two programs could read differently never reach an upstream, and never make it see
/// a second request.
class HostileRequestsTest {

  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static Upstream upstream = Upstream.saying("unused");
  private static Node node = new Node(Node.anyPort(), "skerry-unused");

  @BeforeAll
  static void start() {
    upstream.close();
    node.close();
    upstream =
        Upstream.with(
            exchange -> {
              SEEN.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
              Upstream.reply(exchange, 200, "ok");
            });
    node = Node.running(new Content().versions("web", "v1=" + upstream.url()));
  }

  @AfterAll
  static void stop() {
    node.close();
    upstream.close();
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  static List<String> smuggled() {
    String post = "POST /default/web/a HTTP/1.1\r\nhost: a\r\n";
    String second = "GET /default/web/smuggled HTTP/1.1\r\nhost: a\r\n\r\n";
    return List.of(
        post + "content-length: 6\r\ncontent-length: 0\r\n\r\n" + second,
        post + "content-length: 4,5\r\n\r\nabcd" + second,
        post + "content-length: +4\r\n\r\nabcd" + second,
        post + "content-length: -1\r\n\r\n" + second,
        post + "transfer-encoding: xchunked\r\n\r\n0\r\n\r\n" + second,
        post + "transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n" + second,
        post + "transfer-encoding: chunked\r\ntransfer-encoding: x\r\n\r\n0\r\n\r\n" + second,
        post + "transfer-encoding : chunked\r\n\r\n0\r\n\r\n" + second,
        "GET /default/web/a HTTP/1.1\r\n"
            + "host: a\r\n"
            + "x: 1\r"
            + "GET /default/web/smuggled HTTP/1.1\r\n\r\n",
        "GET /default/web/a HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n",
        "GET /default/web/a HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
        "GET /default/web/a HTTP/1.1\r\nhost: a/b\r\n\r\n",
        "GET /default/web/a HTTP/1.1\r\nhost: a b\r\n\r\n",
        "GET /default/web/a HTTP/1.1\r\n\r\n",
        "GET /default/web/a\tb HTTP/1.1\r\nhost: a\r\n\r\n",
        "CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n",
        "TRACE /default/web/a HTTP/1.1\r\nhost: a\r\n\r\n",
        "this is not http\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("smuggled")
  void isRefusedAndTheConnectionClosed(String request) throws IOException {
    try (RawClient client = new RawClient(node.port())) {
      RawClient.Reply reply = client.send(request).reply();
      assertThat(reply.status()).isBetween(400, 505);
      assertThat(client.isClosedByPeer()).isTrue();
    }
    assertThat(SEEN).isEmpty();
  }

  /// Both framings: the length is dropped by the parser, the chunks count, and only they.
  @Test
  void twoFramingsNeverBecomeTwoRequests() throws IOException {
    try (RawClient client = new RawClient(node.port())) {
      RawClient.Reply reply =
          client
              .send(
                  lines(
                      "POST /default/web/a HTTP/1.1",
                      "host: a",
                      "content-length: 30",
                      "transfer-encoding: chunked",
                      "",
                      "0",
                      ""))
              .reply();
      assertThat(reply.status()).isIn(200, 400);
    }
    assertThat(SEEN).allMatch(request -> request.equals("POST /a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/default/web/../other/x",
        "/default/web/./x",
        "/default/web/%2e%2e/x",
        "/default/web/.%2E/x",
        "/default/web/%2e%2e%5cx",
        "/default/web/%00",
        "/default/web/%0d%0ax",
        "/default/web/%zz",
        "/default/web/%4",
        "/default/web/a#b",
        "default/web/a"
      })
  void ambiguousPathsAreRefused(String path) throws IOException {
    try (RawClient client = new RawClient(node.port())) {
      assertThat(client.send("GET " + path + " HTTP/1.1\r\nhost: a\r\n\r\n").reply().status())
          .isEqualTo(400);
    }
    assertThat(SEEN).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/default/web/a..b", "/default/web/...", "/default/web/a%2Fb", "/default/web/.x"})
  void harmlessPathsGoThroughAsTheyAre(String path) throws IOException {
    try (RawClient client = new RawClient(node.port())) {
      assertThat(client.send("GET " + path + " HTTP/1.1\r\nhost: a\r\n\r\n").reply().status())
          .isEqualTo(200);
    }
    assertThat(SEEN).containsExactly("GET " + path.substring("/default/web".length()));
  }

  @Test
  void theAbsoluteFormIsUnderstood() throws IOException {
    try (RawClient client = new RawClient(node.port())) {
      RawClient.Reply reply =
          client.send("GET http://b/default/web/x HTTP/1.1\r\nhost: a\r\n\r\n").reply();
      assertThat(reply.status()).isEqualTo(200);
    }
    assertThat(SEEN).containsExactly("GET /x");
  }

  @Test
  void headsThatAreTooLargeAreRefused() throws IOException {
    try (RawClient client = new RawClient(node.port())) {
      String header = "x: " + "a".repeat(20_000) + "\r\n";
      assertThat(
              client
                  .send("GET /default/web/a HTTP/1.1\r\nhost: a\r\n" + header + "\r\n")
                  .reply()
                  .status())
          .isEqualTo(431);
    }
    try (RawClient client = new RawClient(node.port())) {
      assertThat(
              client
                  .send("GET /default/web/" + "a".repeat(10_000) + " HTTP/1.1\r\nhost: a\r\n\r\n")
                  .reply()
                  .status())
          .isEqualTo(414);
    }
    assertThat(SEEN).isEmpty();
  }

  @Test
  void headersThatTheConnectionNamesEndHere() throws IOException {
    try (Upstream echo =
            Upstream.with(
                exchange ->
                    Upstream.reply(
                        exchange, 200, String.valueOf(exchange.getRequestHeaders().keySet())));
        Node own = Node.running(new Content().versions("web", "v1=" + echo.url()));
        RawClient client = new RawClient(own.port())) {
      String body =
          client
              .send(
                  lines(
                      "GET /default/web/ HTTP/1.1",
                      "host: a",
                      "connection: keep-alive, x-secret",
                      "x-secret: 1",
                      "keep-alive: 5",
                      "proxy-connection: x",
                      "x-kept: 1",
                      ""))
              .reply()
              .body();
      assertThat(body).contains("X-kept").doesNotContain("X-secret", "Keep-alive", "Proxy-conn");
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @Test
  void theAgentsOwnTestIsAnsweredWithoutAnUpstream() {
    InetSocketAddress listening =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());
    assertThat(new GatewayCheck(listening, true, Duration.ofSeconds(5)).problem()).isEmpty();
    assertThat(SEEN).isEmpty();
  }
}
