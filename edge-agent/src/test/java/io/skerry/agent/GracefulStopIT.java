package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.GatewayLoad.WhenRefused;
import io.skerry.agent.gateway.Content;
import io.skerry.agent.gateway.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real agent that is asked to end while its gateway is busy.
class GracefulStopIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LongAdder served = new LongAdder();

  @Test
  void agentEndsUnderLoadWithoutFailingARequest(@TempDir Path folder) throws Exception {
    try (Upstream upstream =
        Upstream.with(
            exchange -> {
              served.increment();
              Upstream.reply(exchange, 200, exchange.getRequestURI().getPath());
            })) {
      NodeFolder.prepare(
          folder, 1, new Content().versions("web", "v1=" + upstream.url()).published());
      try (AgentProcess agent = AgentProcess.start(folder, "--gateway", "127.0.0.1:0")) {
        await().atMost(PATIENCE).until(() -> agent.gatewayPort().isPresent());
        int port = agent.gatewayPort().orElseThrow();
        try (GatewayLoad load = GatewayLoad.start(port, 16, 0, WhenRefused.LEAVE)) {
          await().atMost(PATIENCE).until(() -> load.answered() > 500);
          assertThat(agent.terminate(Duration.ofSeconds(15))).as("ends in time").isTrue();
          await().atMost(PATIENCE).until(load::isOver);
          assertThat(load.failures()).isEmpty();
          assertThat(served.sum()).as("nothing was done in vain").isEqualTo(load.answered());
        }
        assertThat(agent.exitCode()).isEqualTo(143);
      }
    }
  }
}
