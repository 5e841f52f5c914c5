package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.traffic.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What clients see when upstreams are away, slow, broken or ill.
class ResilienceTest {

  private static final String NOBODY = "http://127.0.0.1:1";

  @Test
  void anyRequestGoesToAnotherUpstreamWhenTheFirstCannotBeReached() {
    try (Upstream there = Upstream.saying("ok");
        Node node = Node.running(service("\"%s\",\"%s\"".formatted(NOBODY, there.url()), ""))) {
      for (int i = 0; i < 10; i++) {
        HttpResponse<String> answer =
            node.send(node.request("/default/web/").POST(BodyPublishers.ofString("body")));
        assertThat(answer.statusCode()).isEqualTo(200);
      }
      assertThat(node.traffic.cutEvents())
          .containsKeys(Event.RETRIED.wireName(), Event.UPSTREAM_UNREACHABLE.wireName());
    }
  }

  @Test
  void onlyIdempotentRequestsAreRepeatedAfterABadAnswer() {
    AtomicInteger asked = new AtomicInteger();
    try (Upstream ill =
            Upstream.with(
                exchange -> {
                  asked.incrementAndGet();
                  Upstream.reply(exchange, 503, "ill");
                });
        Node node = Node.running(service("\"" + ill.url() + "\"", ""))) {
      assertThat(node.get("/default/web/").statusCode()).isEqualTo(503);
      assertThat(asked).hasValue(2);
      asked.set(0);
      node.send(node.request("/default/web/").POST(BodyPublishers.ofString("x")));
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void withoutABudgetNothingIsRepeated() {
    AtomicInteger asked = new AtomicInteger();
    try (Upstream ill =
            Upstream.with(
                exchange -> {
                  asked.incrementAndGet();
                  Upstream.reply(exchange, 503, "ill");
                });
        Node node =
            Node.running(service("\"" + ill.url() + "\"", ",\"retries\":{\"budgetPercent\":0}"))) {
      node.get("/default/web/");
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void slowUpstreamsEndInATimeOut() {
    CountDownLatch release = new CountDownLatch(1);
    try (Upstream slow =
            Upstream.with(
                exchange -> {
                  await(release);
                  Upstream.reply(exchange, 200, "late");
                });
        Node node = Node.running(service("\"" + slow.url() + "\"", ",\"timeout\":\"200ms\""))) {
      HttpResponse<String> answer = node.get("/default/web/");
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("timeout");
      release.countDown();
    }
  }

  @Test
  void anOpenBreakerAnswersAtOnceAndClosesAgain() {
    AtomicBoolean ill = new AtomicBoolean(true);
    try (Upstream upstream =
            Upstream.with(
                exchange -> Upstream.reply(exchange, ill.get() ? 500 + 3 : 200, "answer"));
        Node node =
            Node.running(
                service(
                    "\"" + upstream.url() + "\"",
                    ",\"retries\":{\"attempts\":0},"
                        + "\"circuitBreaker\":{\"failures\":2,\"openFor\":\"300ms\"}"))) {
      node.get("/default/web/");
      node.get("/default/web/");
      assertThat(node.get("/default/web/").body()).contains("no-upstream");
      ill.set(false);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> node.get("/default/web/").statusCode() == 200);
      assertThat(node.traffic.cutEvents()).containsEntry(Event.BREAKER_OPENED.wireName(), 1L);
    }
  }

  @Test
  void upstreamsThatFailTheirChecksGetNoRequestsUntilTheyAreWell() {
    AtomicBoolean ill = new AtomicBoolean();
    try (Upstream sick =
            Upstream.with(
                exchange -> {
                  boolean check = exchange.getRequestURI().getPath().equals("/health");
                  Upstream.reply(exchange, check && ill.get() ? 500 : 200, "sick");
                });
        Upstream well = Upstream.saying("well");
        Node node =
            Node.running(
                service(
                    "\"%s\",\"%s\"".formatted(sick.url(), well.url()),
                    ",\"healthCheck\":{\"path\":\"/health\",\"interval\":\"100ms\"}"))) {
      Awaitility.await().until(() -> node.get("/default/web/").body().equals("sick"));
      ill.set(true);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  Stream.generate(() -> node.get("/default/web/").body())
                      .limit(4)
                      .allMatch("well"::equals));
      assertThat(node.gateway.upstreamsDown()).containsExactly("default/web/v1 " + sick.url());
      ill.set(false);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> node.get("/default/web/").body().equals("sick"));
      assertThat(node.gateway.upstreamsDown()).isEmpty();
    }
  }

  @Test
  void anAnswerThatBreaksOffNeverLooksComplete() throws Exception {
    try (ServerSocket breaking = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.ofVirtual().start(() -> breakOff(breaking));
      try (Node node =
              Node.running(service("\"http://127.0.0.1:" + breaking.getLocalPort() + "\"", ""));
          RawClient client = new RawClient(node.port())) {
        client.send("GET /default/web/ HTTP/1.1\r\nhost: a\r\n\r\n");
        RawClient.Reply head = client.headOnly();
        assertThat(head.status()).isEqualTo(200);
        assertThat(client.rest()).doesNotContain("\r\n0\r\n").doesNotEndWith("0\r\n\r\n");
      }
      assertThat(server.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void aClientThatLeavesTakesItsRequestAlong() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Upstream slow =
            Upstream.with(
                exchange -> {
                  arrived.countDown();
                  await(release);
                  Upstream.reply(exchange, 200, "late");
                });
        Node node = Node.running(service("\"" + slow.url() + "\"", ""))) {
      var plane = (io.skerry.agent.gateway.plane.DataPlane) node.board.view().prepared();
      try (RawClient client = new RawClient(node.port())) {
        client.send("GET /default/web/ HTTP/1.1\r\nhost: a\r\n\r\n");
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      }
      node.run(new Content());
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(plane::isReleased);
      release.countDown();
    }
  }

  private static void breakOff(ServerSocket server) {
    try (var socket = server.accept()) {
      byte[] request = new byte[64 * 1024];
      assertThat(socket.getInputStream().read(request)).isPositive();
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Content service(String upstreams, String more) {
    return new Content()
        .service("web", "\"versions\":{\"v1\":{\"upstreams\":[" + upstreams + "]}}" + more);
  }
}
