package io.skerry.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.agent.Samples;
import io.skerry.agent.Samples.Published;
import io.skerry.agent.apply.Checkout;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.observe.StatusBoard;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Ref;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalApiTest {

  private final StatusBoard board = new StatusBoard("boot-1", "0.1.0", () -> Instant.EPOCH);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile CanaryPhase phase = CanaryPhase.EMPTY;
  private LocalApi api;

  @BeforeEach
  void start() throws Exception {
    api =
        LocalApi.start(
            new LocalApi.Sources(
                Samples.NODE, board, () -> phase, List.of(LocalApiTest::own), System::nanoTime),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            task -> Thread.ofVirtual().start(task));
  }

  @AfterEach
  void stop() {
    api.close();
    client.close();
  }

  @Test
  void healthIsGoodBeforeAnythingWasAppliedAndConfigIsNot() throws Exception {
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/v1/snapshot").statusCode()).isEqualTo(503);
    assertThat(get("/v1/config/us-east-1/asr").statusCode()).isEqualTo(503);
    assertThat(get("/v1/config?prefix=policy/").statusCode()).isEqualTo(503);
  }

  @Test
  void configNamesTheSnapshotItWasTakenFrom() throws Exception {
    Published snapshot = activate(3);
    HttpResponse<String> answer = get("/v1/config/us-east-1/asr");
    assertThat(answer.headers().firstValue("X-Skerry-Snapshot")).contains(snapshot.digest().hex());
    assertThat(answer.headers().firstValue("X-Skerry-Generation")).contains("3");
    JsonNode body = CanonicalJson.parse(Bytes.utf8(answer.body())).orThrow();
    assertThat(
            body.path("policies").path("limit-1").path("config").path("requestsPerSecond").asInt())
        .isEqualTo(3);
    assertThat(body.path("entries")).hasSize(2);
    assertThat(body.path("entries").path(0).path("document").path("name").asText())
        .isEqualTo("limit-0");
  }

  @Test
  void snapshotListsEveryEntry() throws Exception {
    activate(3);
    JsonNode body = CanonicalJson.parse(Bytes.utf8(get("/v1/snapshot").body())).orThrow();
    assertThat(body.path("node").asText()).isEqualTo("iad-1");
    assertThat(body.path("generation").asInt()).isEqualTo(3);
    assertThat(body.path("link").asText()).isEqualTo("stale");
    assertThat(body.path("entries")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/config?prefix=policy/us-east-1/,200",
    "/v1/config,200",
    "/v1/config?prefix=policy/eu-west-1/,404",
    "/v1/config/us-east-1/asr?tenant=acme,404",
    "/v1/config/us-east-1/asr?tenant=NOT%20A%20TENANT,400",
    "/v1/config/us-east-1/asr?tenant=%zz,400",
    "/v1/config/us-east-1/other,404",
    "/v1/config/us-east-1,404",
    "/v1/config/us-east-1/asr/more,404",
    "/v1/config?app=asr,200",
    "/v1/config?app=other,404",
    "/v1/config?app=Not%20A%20Name,400",
    "/v1/config?app=asr&prefix=policy/,400",
    "/v1/config?wait=3s,400",
    "/v1/config?since=abc&wait=3s,400",
    "/healthz/live,200",
    "/healthz/ready,200",
    "/healthz/started,200",
    "/metrics,200",
    "/health/canary-state,200",
    "/health/canary-state?expect=empty,200",
    "/health/canary-state?expect=proven,503",
    "/health/canary-state?expect=green,400",
    "/health/canary-state?expect=PROVEN,400",
    "/elsewhere,404"
  })
  void answersSayWhatIsThere(String path, int status) throws Exception {
    activate(1);
    assertThat(getRaw(path)).isEqualTo(status);
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/v1/snapshot"))
            .timeout(Duration.ofSeconds(5))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void readinessWaitsForASnapshotAndLifeDoesNot() throws Exception {
    assertThat(get("/healthz/ready").statusCode()).isEqualTo(503);
    assertThat(get("/healthz/live").statusCode()).isEqualTo(200);
    activate(1);
    assertThat(get("/healthz/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void readerThatHasWhatIsServedWaitsForSomethingElse() throws Exception {
    Published first = activate(1);
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(
            HttpRequest.newBuilder(uri("/v1/config?app=asr&wait=30s&since=" + first.digest().hex()))
                .timeout(Duration.ofSeconds(20))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(get("/v1/snapshot?wait=0s&since=" + first.digest().hex()).statusCode())
        .as("who does not wait is told that nothing changed")
        .isEqualTo(304);
    Published second = activate(2);
    HttpResponse<String> answer = waiting.get(15, TimeUnit.SECONDS);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Skerry-Snapshot")).contains(second.digest().hex());
    assertThat(get("/v1/config?wait=30s&since=" + first.digest().hex()).statusCode())
        .as("who has something old does not wait")
        .isEqualTo(200);
  }

  @Test
  void subscribersAreToldOfEverySnapshotAndWhatTheyMissed() throws Exception {
    Published first = activate(1);
    try (BufferedReader feed = subscribe("")) {
      assertThat(nextId(feed)).isEqualTo(first.digest().hex());
      Published second = activate(2);
      assertThat(nextId(feed)).isEqualTo(second.digest().hex());
    }
    Published third = activate(3);
    try (BufferedReader feed = subscribe("Last-Event-ID: " + first.digest().hex() + "\r\n")) {
      assertThat(nextId(feed)).isEqualTo(third.digest().hex());
    }
  }

  @Test
  void subscribersAreBoundedAndWhoIsOneTooManyIsAskedToComeBack() throws Exception {
    activate(1);
    List<BufferedReader> feeds = new ArrayList<>();
    for (int i = 0; i < LocalApi.MOST_WAITING; i++) {
      BufferedReader feed = subscribe("");
      assertThat(nextId(feed)).isNotEmpty();
      feeds.add(feed);
    }
    HttpResponse<String> refused = get("/v1/events");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(get("/v1/config").statusCode()).as("others are not kept waiting").isEqualTo(200);
    for (BufferedReader feed : feeds) {
      feed.close();
    }
  }

  @Test
  void figuresAreInTheFormatOfPrometheus() throws Exception {
    activate(7);
    phase = CanaryPhase.SOAKING;
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body().lines())
        .contains(
            "skerry_node_generation 7",
            "skerry_node_canary_phase{phase=\"soaking\"} 1",
            "skerry_node_canary_phase{phase=\"proven\"} 0",
            "own_total{path=\"a\\\"b\"} 1.5")
        .allMatch(line -> line.startsWith("# ") || line.matches("[a-z_]+(\\{.*})? [0-9.eE+-]+"));
  }

  private static void own(MetricsText out) {
    out.family("own_total", MetricsText.Type.COUNTER, "of somebody else")
        .sample("own_total", Map.of("path", "a\"b"), 1.5);
  }

  private BufferedReader subscribe(String header) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.address().getPort());
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            ("GET /v1/events HTTP/1.1\r\nHost: x\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String nextId(BufferedReader feed) throws IOException {
    for (String line = feed.readLine(); line != null; line = feed.readLine()) {
      if (line.startsWith("id: ")) {
        return line.substring(4);
      }
    }
    return "";
  }

  private Published activate(int value) {
    Published snapshot = Samples.published(2, value);
    Ref ref = Codecs.REF.decode(Samples.ref(value, snapshot.digest())).orThrow().ref();
    Verified<VerifiedSnapshot> verified =
        Checkout.start(ref, snapshot.manifest())
            .then(checkout -> checkout.finish(snapshot.blobs()));
    assertThat(verified).isInstanceOf(Verified.Good.class);
    if (verified instanceof Verified.Good<VerifiedSnapshot>(VerifiedSnapshot good)) {
      board.activate(
          new ConfigView(
              new ConfigView.Version(snapshot.digest(), value, Instant.EPOCH, 5), good.entries()));
    }
    return snapshot;
  }

  private HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(5)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /// Sends the path as it is, also where a URI would not allow it.
  private int getRaw(String path) throws Exception {
    try (var socket =
        new java.net.Socket(InetAddress.getLoopbackAddress(), api.address().getPort())) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      String answer =
          new String(
              socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + api.address().getPort() + path);
  }
}
