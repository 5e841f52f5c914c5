package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.GatewayLoad.WhenRefused;
import io.skerry.agent.gateway.Content;
import io.skerry.agent.gateway.RawClient;
import io.skerry.agent.gateway.Upstream;
import io.skerry.agent.replace.Predecessor;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real agents that take over from one another while their gateway is busy.
class ReplacementIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REPLACEMENTS = Integer.getInteger("skerry.replacements", 3);

  private static final String SLOW = "/slow";

  @TempDir Path folder;
  private final CountDownLatch release = new CountDownLatch(1);
  private final LongAdder served = new LongAdder();
  private final Upstream upstream =
      Upstream.with(
          exchange -> {
            served.increment();
            if (exchange.getRequestURI().getPath().equals(SLOW)) {
              awaitRelease();
            }
            Upstream.reply(exchange, 200, exchange.getRequestURI().getPath());
          });

  @BeforeEach
  void prepare() {
    NodeFolder.prepare(
        folder, 1, new Content().versions("web", "v1=" + upstream.url()).published());
  }

  @AfterEach
  void close() {
    upstream.close();
  }

  @Test
  void replacementsUnderLoadFailNoRequest() throws Exception {
    AgentProcess agent = start();
    try (GatewayLoad load = load(agent);
        Http2Load multiplexed = Http2Load.start(agent.gatewayPort().orElseThrow(), 2)) {
      for (int i = 0; i < REPLACEMENTS; i++) {
        AgentProcess next = start("--replace", "running");
        AgentProcess before = agent;
        agent = next;
        await().atMost(PATIENCE).until(() -> !before.isAlive());
        assertThat(before.exitCode()).isZero();
        awaitMore(load);
      }
      assertThat(load.failures()).isEmpty();
      multiplexed.finish();
      assertThat(multiplexed.failures()).isEmpty();
      load.finish();
      assertThat(served.sum())
          .as("nothing was done in vain")
          .isEqualTo(load.answered() + multiplexed.answered());
      assertThat(body(agent, "/health/canary-state"))
          .as("being replaced is no crash")
          .contains("\"phase\":\"soaking\"");
    } finally {
      agent.close();
    }
  }

  @Test
  void nodeOutlivesAReplacementThatDiesHalfWay() throws Exception {
    try (AgentProcess agent = start();
        GatewayLoad load = load(agent)) {
      String taken = URI.create(upstream.url()).getAuthority();
      try (AgentProcess broken = start("--replace", "running", "--listen", taken)) {
        await().atMost(PATIENCE).until(() -> !broken.isAlive());
        assertThat(broken.exitCode()).isEqualTo(1);
      }
      await().atMost(PATIENCE).until(() -> body(agent, "/healthz/ready").contains("\"ok\""));
      awaitMore(load);
      try (AgentProcess next = start("--replace", "running")) {
        await().atMost(PATIENCE).until(() -> !agent.isAlive());
        awaitMore(load);
        assertThat(next.isAlive()).isTrue();
        load.finish();
        assertThat(load.failures()).isEmpty();
      }
    }
  }

  @Test
  void nodeThatTookItselfBackIsReplacedAfterWhatItHadBegun() throws Exception {
    try (AgentProcess agent = start();
        RawClient slow = new RawClient(gatewayPort(agent));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      slow.send("GET /default/web" + SLOW + " HTTP/1.1\r\nhost: a\r\n\r\n");
      ask(threads).get(PATIENCE.toSeconds(), TimeUnit.SECONDS).orElseThrow().close();
      await().atMost(PATIENCE).until(() -> body(agent, "/healthz/ready").contains("\"ok\""));

      Future<Optional<Predecessor>> asked = ask(threads);
      assertThat(asked).as("a request of before is under way").failsWithin(Duration.ofSeconds(1));
      release.countDown();
      assertThat(slow.reply().status()).isEqualTo(200);
      asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).orElseThrow().replaced();

      await().atMost(PATIENCE).until(() -> !agent.isAlive());
      assertThat(agent.exitCode()).isZero();
    }
  }

  private Future<Optional<Predecessor>> ask(ExecutorService threads) {
    return threads.submit(() -> Predecessor.ask(folder, threads));
  }

  private void awaitRelease() {
    try {
      assertThat(release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private AgentProcess start(String... flags) {
    String[] all = new String[flags.length + 2];
    all[0] = "--gateway";
    all[1] = "127.0.0.1:0";
    System.arraycopy(flags, 0, all, 2, flags.length);
    return AgentProcess.start(folder, all);
  }

  private static int gatewayPort(AgentProcess agent) {
    return await().atMost(PATIENCE).until(agent::gatewayPort, Optional::isPresent).orElseThrow();
  }

  private static GatewayLoad load(AgentProcess agent) {
    GatewayLoad load = GatewayLoad.start(gatewayPort(agent), 2, 2, WhenRefused.COUNT_AS_FAILED);
    awaitMore(load);
    return load;
  }

  private static void awaitMore(GatewayLoad load) {
    long now = load.answered();
    await().atMost(PATIENCE).until(() -> load.answered() > now + 200);
  }

  private static String body(AgentProcess agent, String path) {
    return agent.get(path).map(HttpResponse::body).orElse("");
  }
}
