package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.gateway.Content;
import io.skerry.agent.gateway.RawClient;
import io.skerry.agent.gateway.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real agent with its small heap, and more clients than it can hold who never finish what they
/// say.
class FloodIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CLIENTS = 6_000;
  private static final String UNFINISHED =
      "GET /default/web/ HTTP/1.1\r\nhost: a\r\n"
          + ("x-long: " + "y".repeat(1_000) + "\r\n").repeat(14);

  @TempDir Path folder;

  @Test
  void aNodeOutlivesClientsWhoNeverFinishAndAnswersOthersMeanwhile() throws IOException {
    Deque<RawClient> clients = new ArrayDeque<>();
    try (Upstream upstream = Upstream.with(exchange -> Upstream.reply(exchange, 200, "ok"))) {
      NodeFolder.prepare(
          folder, 1, new Content().versions("web", "v1=" + upstream.url()).published());
      try (AgentProcess agent = AgentProcess.start(folder, "--gateway", "127.0.0.1:0")) {
        int port =
            await().atMost(PATIENCE).until(agent::gatewayPort, Optional::isPresent).orElseThrow();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(unfinished(port));
        }

        await().atMost(PATIENCE).ignoreExceptions().until(() -> ask(port) == 200);
        assertThat(agent.isAlive()).isTrue();
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static RawClient unfinished(int port) throws IOException {
    RawClient client = new RawClient(port);
    try {
      return client.send(UNFINISHED);
    } catch (IOException turnedAway) {
      return client;
    }
  }

  private static int ask(int port) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.send("GET /default/web/ HTTP/1.1\r\nhost: a\r\n\r\n").reply().status();
    }
  }
}
