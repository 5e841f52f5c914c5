package io.skerry.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.skerry.agent.observe.ControlPlane.Call;
import io.skerry.agent.observe.ControlPlane.Reply;
import io.skerry.schema.model.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpControlPlaneTest {

  private final HttpControlPlane controlPlane =
      new HttpControlPlane(task -> Thread.ofVirtual().start(task));
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 204;
  private volatile byte[] answer = new byte[0];

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            seen.add(
                exchange.getRequestHeaders().getFirst("Authorization")
                    + " "
                    + Bytes.copyOf(exchange.getRequestBody().readAllBytes()).asText());
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 400, 401, 403, 413, 429, 500, 503})
  void everyStatusIsAnAnswerAndSentOnce(int expected) {
    status = expected;
    assertThat(post(port()))
        .isInstanceOfSatisfying(
            Reply.Answer.class, reply -> assertThat(reply.status()).isEqualTo(expected));
    assertThat(seen).containsExactly("Bearer iad-1.secret {}");
  }

  @Test
  void bodyAndRetryAfterAreRead() {
    status = 429;
    answer = Bytes.utf8("{\"code\":\"too-many-requests\"}").toArray();
    assertThat(post(port()))
        .isInstanceOfSatisfying(
            Reply.Answer.class,
            reply -> {
              assertThat(reply.status()).isEqualTo(429);
              assertThat(reply.body()).isEqualTo(Bytes.copyOf(answer));
              assertThat(reply.retryAfter()).contains(Duration.ofSeconds(7));
              assertThat(reply.date()).as("what time it is there").isPresent();
            });
  }

  @Test
  void endlessAnswerIsNotAnAnswer() {
    status = 200;
    answer = new byte[100_000];
    assertThat(post(port())).isInstanceOf(Reply.Silence.class);
  }

  @Test
  void nobodyListeningIsSilence() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(post(free)).isInstanceOf(Reply.Silence.class);
  }

  @Test
  void serverThatNeverAnswersIsSilenceWithinTheDeadline() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(post(mute.getLocalPort())).isInstanceOf(Reply.Silence.class);
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private Reply post(int port) {
    return controlPlane.post(
        new Call(
            URI.create("http://127.0.0.1:" + port + "/edge/v1/status"),
            Optional.of("iad-1.secret"),
            Bytes.utf8("{}")));
  }
}
