package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.gateway.plane.DataPlane;
import io.skerry.agent.gateway.plane.Rehearsal;
import io.skerry.agent.gateway.plane.ServiceKey;
import io.skerry.agent.gateway.route.Facts;
import io.skerry.agent.logs.RequestLine;
import io.skerry.agent.traffic.TrafficRecorder;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.TenantName;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// The gateway between real sockets: what reaches the upstream and what comes back.
class GatewayTest {

  @Test
  void requestsReachTheVersionThatTheSplitNames() {
    try (Upstream v1 = Upstream.saying("one");
        Upstream v2 = Upstream.saying("two");
        Node node =
            Node.running(
                new Content()
                    .versions("web", "v1=" + v1.url(), "v2=" + v2.url())
                    .split(
                        "web",
                        "[{\"match\":{\"header\":{\"name\":\"x-canary\",\"regex\":\"v2(\\\\..*)?\"}},"
                            + "\"to\":\"v2\"}]",
                        "{\"v1\":1}"))) {
      HttpResponse<String> plain = node.get("/default/web/some/path", "x-skerry-debug", "1");
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(plain.body()).isEqualTo("one");
      assertThat(plain.headers().firstValue("x-skerry-version")).contains("v1");
      assertThat(plain.headers().firstValue("x-skerry-snapshot"))
          .contains(node.board.view().version().orElseThrow().snapshot().hex());
      assertThat(node.get("/default/web/", "x-canary", "v2.1").body()).isEqualTo("two");
      assertThat(node.get("/default/web", "x-canary", "wrong-v2").body()).isEqualTo("one");
    }
  }

  @Test
  void everyRequestIsCountedAndLoggedUnderItsVersionAndSnapshot() {
    try (Upstream one = Upstream.saying("one");
        Node node = Node.running(new Content().versions("web", "v1=" + one.url()))) {
      assertThat(node.get("/default/web/some/path", "x-skerry-canary", "blue").statusCode())
          .isEqualTo(200);
      await().atMost(Duration.ofSeconds(5)).until(() -> node.lastRequest.get() != null);

      Digest snapshot = node.board.view().version().orElseThrow().snapshot();
      TrafficRecorder.Served served = node.traffic.cut(snapshot).getFirst();
      assertThat(served.snapshot()).isEqualTo(snapshot);
      assertThat(served.traffic().getFirst().requests()).isEqualTo(1);
      assertThat(served.traffic().getFirst().markedOn()).isEqualTo(1);
      RequestLine line = Objects.requireNonNull(node.lastRequest.get());
      assertThat(line.text(Instant.EPOCH))
          .startsWith("1970-01-01T00:00:00.000000Z 127.0.0.1 GET 127.0.0.1")
          .contains(" /default/web/some/path 200 3 ")
          .endsWith(" default/web/v1 " + snapshot.abbreviated() + "\n");
    }
  }

  @Test
  void upstreamsSeeTheRequestWithoutWhatBelongsToTheConnection() {
    Map<String, List<String>> seen = new ConcurrentHashMap<>();
    try (Upstream upstream =
            Upstream.with(
                exchange -> {
                  exchange.getRequestHeaders().forEach(seen::put);
                  seen.put("uri", List.of(exchange.getRequestURI().toString()));
                  Upstream.reply(exchange, 200, "ok");
                });
        Node node =
            Node.running(new Content().versions("web", "v1=" + upstream.url() + "/base/"))) {
      node.send(
          node.request("/default/web/a%2Fb?x=1&y=%20")
              .headers(
                  "te", "trailers",
                  "x-forwarded-for", "10.9.9.9",
                  "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                  "tracestate", "a=b",
                  "x-skerry-canary", "blue"));
      assertThat(seen.get("uri")).containsExactly("/base/a%2Fb?x=1&y=%20");
      assertThat(seen).doesNotContainKeys("Te", "Connection", "Transfer-encoding");
      assertThat(seen.get("X-forwarded-for")).containsExactly("10.9.9.9, 127.0.0.1");
      assertThat(seen.get("X-forwarded-proto")).containsExactly("http");
      assertThat(seen.get("Host")).containsExactly("127.0.0.1:" + node.port());
      assertThat(seen.get("Via")).containsExactly("1.1 skerry-test");
      assertThat(seen.getOrDefault("Forwarded", List.of()))
          .first()
          .asString()
          .startsWith("for=127.0.0.1;proto=http");
      assertThat(seen.get("Traceparent"))
          .containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
      assertThat(seen.get("Tracestate")).containsExactly("a=b");
      assertThat(seen.get("X-skerry-canary")).containsExactly("blue");
    }
  }

  @Test
  void bodiesOfAnySizeGoBothWays() {
    byte[] large = new byte[3_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ('a' + i % 26);
    }
    String text = new String(large, StandardCharsets.US_ASCII);
    try (Upstream echo =
            Upstream.with(
                exchange -> {
                  byte[] body = exchange.getRequestBody().readAllBytes();
                  boolean chunked = exchange.getRequestURI().getPath().endsWith("chunked");
                  exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
                  try (var out = exchange.getResponseBody()) {
                    out.write(body);
                  }
                });
        Node node = Node.running(new Content().versions("web", "v1=" + echo.url()))) {
      assertThat(
              node.send(node.request("/default/web/").POST(BodyPublishers.ofString(text))).body())
          .isEqualTo(text);
      assertThat(
              node.send(
                      node.request("/default/web/chunked")
                          .POST(
                              BodyPublishers.ofInputStream(
                                  () -> (InputStream) new java.io.ByteArrayInputStream(large))))
                  .body())
          .isEqualTo(text);
    }
  }

  @Test
  void clientsOfHttpOneZeroGetAnswersThatEndWithTheConnection() throws IOException {
    try (Upstream upstream =
            Upstream.with(
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  try (var out = exchange.getResponseBody()) {
                    out.write("no length".getBytes(StandardCharsets.US_ASCII));
                  }
                });
        Node node = Node.running(new Content().versions("web", "v1=" + upstream.url()));
        RawClient client = new RawClient(node.port())) {
      client.send("GET /default/web/ HTTP/1.0\r\nhost: a\r\n\r\n");
      assertThat(client.headOnly().status()).isEqualTo(200);
      assertThat(client.rest()).isEqualTo("no length");
    }
  }

  @Test
  void whatNoServiceTakesIsNotFound() {
    try (Upstream upstream = Upstream.saying("ok");
        Node node =
            Node.running(
                new Content()
                    .service(
                        "web",
                        "\"routes\":[{\"host\":\"*.example.com\",\"pathPrefix\":\"/api\"}],"
                            + "\"versions\":{\"v1\":{\"upstreams\":[\"%s\"]}}"
                                .formatted(upstream.url())))) {
      assertThat(node.get("/default/web/").statusCode()).isEqualTo(404);
      assertThat(node.get("/api/x").body()).contains("no-route");
    }
  }

  @Test
  void everyNodeGivesTheSameUserTheSameVersionThroughReloads() {
    try (Upstream v1 = Upstream.saying("one");
        Upstream v2 = Upstream.saying("two");
        Node here = Node.running(sticky(v1, v2, "{}"));
        Node there = Node.running(sticky(v1, v2, "{}"))) {
      int second = 0;
      for (int i = 0; i < 400; i++) {
        if (i == 200) {
          here.run(sticky(v1, v2, "{\"changed\":true}"));
        }
        String user = "user-" + i % 200;
        String first = here.get("/default/web/", "cookie", "a=1; uid=" + user).body();
        assertThat(there.get("/default/web/", "cookie", "uid=" + user).body()).isEqualTo(first);
        second += first.equals("two") ? 1 : 0;
      }
      assertThat(second).isBetween(60, 180);
    }
  }

  @Test
  void aPlaneCanBeTriedWithoutSendingAnything() {
    try (Upstream upstream = Upstream.saying("ok");
        Node node =
            Node.running(
                new Content()
                    .versions("web", "v1=" + upstream.url(), "v2=" + upstream.url())
                    .split("web", "[]", "{\"v2\":1}")
                    .policy(
                        "web",
                        "redirect",
                        "{\"to\":\"/x\",\"pathPrefix\":\"/default/web/old\"}"))) {
      DataPlane plane = (DataPlane) node.board.view().prepared();
      ServiceKey web = new ServiceKey(TenantName.DEFAULT, "web");
      assertThat(plane.rehearse(Facts.of("a", "/default/web/x"), () -> 0))
          .isEqualTo(new Rehearsal.Sent(web, "v2", 1));
      assertThat(plane.rehearse(Facts.of("a", "/default/web/old"), () -> 0))
          .isEqualTo(new Rehearsal.Answered(web, 308));
      assertThat(plane.rehearse(Facts.of("a", "/"), () -> 0)).isEqualTo(new Rehearsal.NotFound());
    }
  }

  private static Content sticky(Upstream v1, Upstream v2, String settings) {
    return new Content()
        .versions("web", "v1=" + v1.url(), "v2=" + v2.url())
        .split(
            "web",
            "[{\"match\":{\"hash\":{\"of\":\"cookie:uid\",\"percent\":30}},\"to\":\"v2\"}]",
            "{\"v1\":1}")
        .policy("web", "config", settings);
  }

  @Test
  void aNodeWithoutASnapshotSaysSo() {
    try (Node node = new Node(Node.anyPort(), "skerry-test")) {
      HttpResponse<String> answer = node.get("/");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("no-snapshot");
    }
  }
}
