package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.gateway.plane.DataPlane;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Thousands of requests a second through a thousand reloads, each of which changes the version, a
/// header and the limits: every answer is made of one snapshot, none fails, and what did not change
/// stays.
class HotReloadTest {

  private static final int RELOADS = 1_000;
  private static final int CLIENTS = 8;
  private static final int REQUESTS_BETWEEN = 20;
  private static final String REQUEST =
      "GET /default/web/x HTTP/1.1\r\nhost: a\r\nx-skerry-debug: 1\r\nx-user-id: %s\r\n\r\n";

  private final Map<String, Integer> generationOf = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Set<Integer> upstreamConnections = ConcurrentHashMap.newKeySet();
  private final Semaphore answered = new Semaphore(0);
  private final LongAdder answers = new LongAdder();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void noAnswerIsMixedAndNoneFails() throws Exception {
    try (Upstream blue = upstream("blue");
        Upstream green = upstream("green");
        Node node = new Node(Node.anyPort(), "skerry-test")) {
      List<DataPlane> planes = new ArrayList<>();
      planes.add(activate(node, blue, green, 0));
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String user = "user-" + i;
        clients.add(Thread.ofVirtual().start(() -> ask(node, user)));
      }
      int partsBefore = node.gateway.compiler().liveParts();
      for (int reload = 1; reload <= RELOADS; reload++) {
        assertThat(answered.tryAcquire(REQUESTS_BETWEEN, 10, TimeUnit.SECONDS))
            .as("requests are answered; wrong: %s", wrong)
            .isTrue();
        planes.add(activate(node, blue, green, reload));
      }
      over.set(true);
      for (Thread client : clients) {
        assertThat(client.join(Duration.ofSeconds(10))).isTrue();
      }
      assertThat(wrong).isEmpty();
      assertThat(answers.sum()).isGreaterThanOrEqualTo((long) RELOADS * REQUESTS_BETWEEN);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(planes.subList(0, RELOADS)).allMatch(DataPlane::isReleased));
      assertThat(planes.getLast().isReleased()).isFalse();
      assertThat(node.gateway.compiler().liveParts()).isEqualTo(partsBefore);
      assertThat(upstreamConnections.size())
          .as("connections survive reloads")
          .isLessThanOrEqualTo(4 * CLIENTS);
    }
  }

  private DataPlane activate(Node node, Upstream blue, Upstream green, int generation) {
    String version = generation % 2 == 0 ? "blue" : "green";
    Content content =
        new Content()
            .versions("web", "blue=" + blue.url(), "green=" + green.url())
            .split("web", "[]", "{\"%s\":1}".formatted(version))
            .policy("web", "rateLimit", "{\"requestsPerSecond\":1000000}")
            .policy(
                "web",
                "headers",
                "{\"request\":{\"set\":{\"x-generation\":\"%d\"}},".formatted(generation)
                    + "\"response\":{\"set\":{\"x-generation\":\"%d\"}}}".formatted(generation));
    generationOf.put(content.verified(1).ref().snapshot().hex(), generation);
    return node.run(content);
  }

  private Upstream upstream(String name) {
    return Upstream.with(
        exchange -> {
          upstreamConnections.add(exchange.getRemoteAddress().getPort());
          Upstream.reply(
              exchange, 200, name + " " + exchange.getRequestHeaders().getFirst("x-generation"));
        });
  }

  private void ask(Node node, String user) {
    try (RawClient client = new RawClient(node.port())) {
      while (!over.get()) {
        judge(client.send(REQUEST.formatted(user)).reply());
        answers.increment();
        answered.release();
      }
    } catch (IOException | RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  private void judge(RawClient.Reply reply) {
    int generation = generationOf.getOrDefault(reply.header("x-skerry-snapshot"), -1);
    String version = generation % 2 == 0 ? "blue" : "green";
    boolean right =
        reply.status() == 200
            && generation >= 0
            && reply.header("x-skerry-version").equals(version)
            && reply.header("x-generation").equals(String.valueOf(generation))
            && reply.body().equals(version + " " + generation);
    if (!right) {
      wrong.add(reply.toString());
    }
  }
}
