package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.skerry.control.api.write.Operator;
import io.skerry.control.history.traffic.TrafficUpkeep;
import io.skerry.control.runtime.PostgresServer;
import io.skerry.control.runtime.SimulatedNodes;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From what nodes measured to what is shown and decided by it, with a real PostgreSQL.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class TelemetryTest {

  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final AtomicLong SEQUENCE = new AtomicLong();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Inject StateStore store;
  @Inject Keys keys;
  @Inject TrafficUpkeep upkeep;
  @Inject InstantSource clock;

  /// Filled in by [Stores].
  @SuppressWarnings("NullAway.Init")
  PostgresServer postgres;

  private final String region = "te-" + SERIAL.incrementAndGet();
  private final String service = region + "-svc";

  @BeforeEach
  void declareThreeNodesWithCredentials() {
    Rest.accepted("rolloutstrategies/te-gated", STRATEGY);
    Rest.accepted("cells/" + region, Docs.cell(region).replace("us-east-1", region));
    for (int i = 0; i < 3; i++) {
      Rest.accepted("nodes/" + node(i), Docs.node(node(i), region));
      ResourceName name = new ResourceName(node(i));
      NodeCredential credential =
          new NodeCredential(
              name, Bytes.utf8(SECRET).digest(), Instant.parse("2026-01-01T00:00:00Z"));
      var _ = store.commit(Txn.builder().put(keys.credential(name), credential).build());
    }
  }

  @Test
  void aReportCountsOnceHoweverOftenItComes() {
    String report = report(1, snapshot('a'), "v1", 100, 5);
    String other = report(2, snapshot('a'), "v2", 300, 0);

    assertThat(List.of(post(0, report), post(0, report), post(0, report)))
        .allMatch(answer -> answer.statusCode() == 204);
    assertThat(packed(0, other).statusCode()).isEqualTo(204);
    assertThat(post(0, report).statusCode()).isEqualTo(204);
    assertThat(post(1, report).statusCode()).isEqualTo(204);

    traffic("service=" + service)
        .then()
        .body("services", hasSize(1))
        .body("services[0].requests", equalTo(500))
        .body("services[0].versions.version", equalTo(List.of("v1", "v2")))
        .body("services[0].versions[0].requests", equalTo(200))
        .body("services[0].versions[0].errors", equalTo(10))
        .body("services[0].versions[0].errorRate", equalTo(0.05f))
        .body("services[0].versions[1].shareSeen", equalTo(0.6f));
    traffic("node=" + node(0))
        .then()
        .body("requests", equalTo(400))
        .body("rawLogBytes", equalTo(2000))
        .body("vitals.memoryLimit", equalTo(1024));
  }

  @Test
  void longerWindowsSayTheSame() {
    post(0, report(1, snapshot('a'), "v1", 100, 5)).then().statusCode(204);
    upkeep.sum(60);
    post(0, report(2, snapshot('b'), "v1", 50, 5)).then().statusCode(204);

    soon(
        () -> {
          upkeep.sum(60);
          upkeep.sum(3600);
          Instant now = Instant.parse(traffic("service=" + service).jsonPath().getString("to"));
          for (int hours : List.of(1, 24, 24 * 30)) {
            traffic(
                    "service=%s&from=%s&to=%s"
                        .formatted(
                            service, now.minus(Duration.ofHours(hours)), now.plusSeconds(60)))
                .then()
                .body("services[0].versions[0].requests", equalTo(150))
                .body("services[0].versions[0].errors", equalTo(10));
          }
        });
    assertThat(
            upkeep.forget(
                new TrafficUpkeep.Retention(
                    Duration.ofDays(1),
                    Duration.ofDays(1),
                    Duration.ofDays(1),
                    Duration.ofDays(1))))
        .isFalse();
  }

  @Test
  void sharesAreShownBesideThoseThatAreWanted() {
    Rest.accepted("services/" + service, Docs.service(service));
    Rest.accepted("trafficsplits/" + service, Docs.split(service, service, "{\"v1\":95,\"v2\":5}"));
    post(0, report(1, snapshot('a'), "v1", 940, 0)).then().statusCode(204);
    post(0, report(2, snapshot('a'), "v2", 60, 0)).then().statusCode(204);

    traffic("tenant=default&service=" + service)
        .then()
        .body("services[0].versions[1].shareWanted", equalTo(0.05f))
        .body("services[0].versions[1].shareSeen", equalTo(0.06f))
        .body("services[0].versions[1].markedShare", equalTo(0.5f))
        .body("services[0].versions[1].p99Millis.toDouble()", closeTo(1.0, 0.06));
  }

  @Test
  void whatCannotBeTrueIsRefusedByField() {
    String report = report(1, snapshot('a'), "v1", 100, 5);

    post(0, report.replace("\"errors\":5", "\"errors\":500"))
        .then()
        .statusCode(422)
        .body("errors.field", hasItem("traffic[0]"));
    post(0, report.replace("\"errors\"", "\"eror\"")).then().statusCode(422);
    post(0, "{").then().statusCode(400);
    post(0, report + " ".repeat(70_000)).then().statusCode(413);
    Rest.json(report)
        .header("Authorization", "Bearer " + node(0) + "." + "f".repeat(32))
        .post("/edge/v1/telemetry")
        .then()
        .statusCode(401);
    sending(0, report)
        .header("Content-Encoding", "gzip")
        .post("/edge/v1/telemetry")
        .then()
        .statusCode(400);
    traffic("service=Not+A+Name")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("service"));
    traffic("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").then().statusCode(422);
  }

  @Test
  void aVersionThatFailsIsStoppedByItsErrors() {
    String rollout = startAndWaitForTheCanary();

    soon(
        () -> {
          step(0.05, 0.001);
          get(rollout, "rolledBack");
        });

    Rest.get("rollouts/" + rollout)
        .then()
        .body("status.waves[0].gates[0].metric", equalTo("errorRate"))
        .body("status.waves[0].gates[0].reason", containsString("error rate 5 %"))
        .body("status.waves[1].admittedAt", equalTo(null));
  }

  @Test
  void aVersionThatIsAsGoodPassesEveryWave() {
    String rollout = startAndWaitForTheCanary();

    soon(
        () -> {
          step(0.001, 0.001);
          get(rollout, "succeeded");
        });
  }

  @Test
  void aVersionThatNobodyHearsOfWaitsAlsoWhileTheDatabaseIsAway() {
    String rollout = startAndWaitForTheCanary();
    soon(() -> reason(rollout, "no node reports requests of " + service));

    postgres.stop();
    try {
      soon(() -> reason(rollout, "cannot be read"));
      post(0, report(SEQUENCE.incrementAndGet(), snapshot('a'), "v1", 100, 5))
          .then()
          .statusCode(503)
          .header("Retry-After", "5");
    } finally {
      postgres.startAgain();
    }

    soon(() -> reason(rollout, "no node reports requests of " + service));
    given().post("/api/v1/tenants/default/rollouts/" + rollout + "/abort").then().statusCode(200);
  }

  private String startAndWaitForTheCanary() {
    soon(
        () -> {
          follow();
          Rest.get("nodes/" + node(2)).then().body("status.state", equalTo("ready"));
        });
    String rollout =
        Rest.put("policies/" + region, policy())
            .then()
            .statusCode(201)
            .extract()
            .header("X-Skerry-Rollout")
            .substring("default/".length());
    soon(
        () -> {
          follow();
          get(rollout, "baking");
        });
    return rollout;
  }

  /// Nodes follow their refs and report what they served since.
  private void step(double withChange, double without) {
    follow();
    for (int i = 0; i < 3; i++) {
      boolean changed = changed(i);
      long errors = Math.round(20_000 * (changed ? withChange : without));
      long sequence = SEQUENCE.incrementAndGet();
      post(i, report(sequence, applied(i), "v1", 20_000, errors));
    }
  }

  private boolean changed(int node) {
    return Rest.get("nodes/" + node(node) + "/snapshot")
        .asString()
        .contains("policy/" + region + "/" + service);
  }

  private String applied(int node) {
    return Rest.get("nodes/" + node(node)).jsonPath().getString("status.applied.snapshot");
  }

  private void follow() {
    var _ = new SimulatedNodes(store, keys).follow(Operator.image(store, keys), _ -> false);
  }

  private static void get(String rollout, String phase) {
    Rest.get("rollouts/" + rollout).then().body("status.phase", equalTo(phase));
  }

  private static void reason(String rollout, String text) {
    Rest.get("rollouts/" + rollout)
        .then()
        .body("status.phase", equalTo("baking"))
        .body("status.waves[0].gates[0].verdict", equalTo("inconclusive"))
        .body("status.waves[0].gates[0].reason", containsString(text));
  }

  private Response post(int node, String body) {
    return sending(node, body).post("/edge/v1/telemetry");
  }

  private RequestSpecification sending(int node, String body) {
    return Rest.json(body).header("Authorization", "Bearer " + node(node) + "." + SECRET);
  }

  private Response packed(int node, String body) {
    return given()
        .header("Authorization", "Bearer " + node(node) + "." + SECRET)
        .header("Content-Encoding", "gzip")
        .header("Content-Type", "application/json")
        .body(gzip(body))
        .post("/edge/v1/telemetry");
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
      packing.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Response traffic(String query) {
    return given().get("/api/v1/traffic?" + query);
  }

  private String report(
      long sequence, String snapshot, String version, long requests, long errors) {
    Instant now = clock.instant();
    return """
        {"bootId":"b1","sequence":%d,"from":"%s","to":"%s","snapshot":"%s",
         "vitals":{"cpuLimit":2,"memoryLimit":1024,"memoryUsed":512,"agentMemory":64},
         "uplink":{"sentBytes":10,"rawLogBytes":1000},
         "traffic":[{"tenant":"default","service":"%s","version":"%s","requests":%d,"errors":%d,
           "latency":[[48,%d]],"marked":%d,"markedOn":%d}]}"""
        .formatted(
            sequence,
            now,
            now.plusSeconds(10),
            snapshot,
            service,
            version,
            requests,
            errors,
            requests,
            requests / 2,
            requests / 2);
  }

  private static String snapshot(char digit) {
    return String.valueOf(digit).repeat(64);
  }

  private String node(int number) {
    return region + "-" + number;
  }

  private String policy() {
    return Docs.policy(region, 1)
        .replace("us-east-1", region)
        .replace("\"service\":\"asr\"", "\"service\":\"" + service + "\"")
        .replace("\"priority\":100", "\"strategy\":\"te-gated\",\"priority\":100");
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }

  private static final String STRATEGY =
      """
      {"apiVersion":"skerry/v1","kind":"RolloutStrategy","metadata":{"name":"te-gated"},
       "spec":{"domain":"cell","bake":"0s","deadline":"30m","maxUnavailable":"100%",
               "gates":[{"metric":"errorRate","max":"1%","compare":"baseline","minSamples":500}],
               "onFailure":"rollback",
               "waves":[{"name":"canary","nodes":1},{"name":"rest","percent":100}]}}""";
}
