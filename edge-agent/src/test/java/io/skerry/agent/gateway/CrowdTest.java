package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.skerry.agent.traffic.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What clients may make a gateway hold.
class CrowdTest {

  private static final int HEAD = 16 << 10;
  private static final Crowd.Limits ROOMY = new Crowd.Limits(100, HEAD, 1 << 20, 100);
  private static final String REQUEST = "GET /default/web/ HTTP/1.1\r\nhost: a\r\n";

  @Test
  void oneConnectionTooManyTakesThePlaceOfTheQuietest() throws IOException {
    try (Upstream upstream = Upstream.saying("ok");
        Node node = node(upstream, new Crowd.Limits(2, HEAD, 1 << 20, 100));
        RawClient first = new RawClient(node.port());
        RawClient second = new RawClient(node.port())) {
      assertThat(ask(first)).isEqualTo(200);
      assertThat(ask(second)).isEqualTo(200);
      assertThat(ask(first)).isEqualTo(200);

      try (RawClient third = new RawClient(node.port())) {
        assertThat(ask(third)).isEqualTo(200);
        assertThat(second.isClosedByPeer()).isTrue();
        assertThat(ask(first)).isEqualTo(200);
      }
    }
  }

  @Test
  void headsThatAreNotFinishedAreBoundedTogether() throws IOException {
    try (Upstream upstream = Upstream.saying("ok");
        Node node = node(upstream, new Crowd.Limits(100, HEAD, 20 << 10, 100));
        RawClient slow = new RawClient(node.port())) {
      slow.send(REQUEST + "x-long: " + "y".repeat(7 << 10) + "\r\n");
      try (RawClient other = new RawClient(node.port())) {
        other.send(REQUEST + "x-long: " + "y".repeat(7 << 10) + "\r\nx-longer: ");
        other.send("y".repeat(6 << 10));

        assertThat(slow.isClosedByPeer()).isTrue();
        assertThat(other.send("\r\n\r\n").reply().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void moreRequestsThanCanBeHeldAreRefused() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Upstream upstream =
            Upstream.with(
                exchange -> {
                  begun.countDown();
                  await(release);
                  Upstream.reply(exchange, 200, "ok");
                });
        Node node = node(upstream, new Crowd.Limits(100, HEAD, 1 << 20, 1));
        RawClient first = new RawClient(node.port());
        RawClient second = new RawClient(node.port())) {
      first.send(REQUEST + "\r\n");
      await(begun);

      RawClient.Reply refused = second.send(REQUEST + "\r\n").reply();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).contains("overloaded");
      assertThat(refused.header("retry-after")).isEqualTo("1");

      release.countDown();
      assertThat(first.reply().status()).isEqualTo(200);
      assertThat(ask(second)).isEqualTo(200);
    }
  }

  @Test
  void whoDoesNotFinishAHeadInAMinuteIsTurnedAway() {
    AtomicLong clock = new AtomicLong();
    List<Event> told = new ArrayList<>();
    Crowd crowd = new Crowd(ROOMY, clock::get, told::add);
    EmbeddedChannel slow = new EmbeddedChannel(new Visitor(crowd));
    for (int i = 0; i < 60; i++) {
      slow.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
      crowd.look();
      assertThat(slow.isOpen()).isTrue();
      clock.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    clock.addAndGet(1);
    crowd.look();

    assertThat(slow.isOpen()).isFalse();
    assertThat(told).containsExactly(Event.TURNED_AWAY);
    var _ = slow.releaseInbound();
  }

  @Test
  void limitsGrowWithMemoryAndKeepWithinTheFiles() {
    assertThat(Crowd.Limits.of(64 << 20, 1 << 20, HEAD))
        .isEqualTo(new Crowd.Limits(4096, HEAD, 8 << 20, 1024));
    assertThat(Crowd.Limits.of(64 << 20, 1024, HEAD).connections()).isEqualTo(412);
  }

  private static Node node(Upstream upstream, Crowd.Limits limits) {
    Node node = new Node(Node.anyPort(), "skerry-test", limits);
    node.run(new Content().versions("web", "v1=" + upstream.url()));
    return node;
  }

  private static int ask(RawClient client) throws IOException {
    return client.send(REQUEST + "\r\n").reply().status();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
