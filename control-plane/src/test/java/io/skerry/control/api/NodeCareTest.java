package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.skerry.control.runtime.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How nodes are looked after: probes, scores, windows, wishes and shares, through REST.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class NodeCareTest {

  private static final String WISH = "asked not to be changed now: on air";
  private static final String NOT_NOW =
      Docs.IDLE_REPORT.replace(
          "}", ",\"notNow\":{\"until\":\"2099-01-01T00:00:00Z\",\"reason\":\"on air\"}}");
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final String node = "care-" + TESTS.incrementAndGet();
  private final AtomicInteger answer = new AtomicInteger(200);
  private final HttpServer target = serve();

  private HttpServer serve() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException noPort) {
      throw new IllegalStateException(noPort);
    }
  }

  @BeforeEach
  void declareCell() {
    Rest.accepted("cells/care", Docs.cell("care"));
  }

  @AfterEach
  void stop() {
    target.stop(0);
    given().delete("/api/v1/services/" + node);
    given().delete("/api/v1/nodes/" + node);
  }

  @Test
  void aProbesVerdictIsShownAndLowersTheScore() {
    declare("\"probes\":[" + http("front", 1) + "]");
    String credential = enrol();
    report(credential, Docs.IDLE_REPORT);
    soon(() -> shown().then().body("status.probes[0].outcome", equalTo("passed")));

    answer.set(503);

    soon(
        () ->
            shown()
                .then()
                .body("status.probes[0].outcome", equalTo("failed"))
                .body("status.probes[0].message", equalTo("answered 503 instead of 200 to 299"))
                .body("status.health.decisive", equalTo(40)));
    report(credential, Docs.IDLE_REPORT.replace("100", "90"));
    soon(
        () ->
            shown()
                .then()
                .body("status.health.decisive", equalTo(30))
                .body("status.health.parts.find { it.sign == 'probes' }.cost", equalTo(60)));

    answer.set(200);
    soon(() -> shown().then().body("status.health.decisive", equalTo(90)));
    declare("\"weight\":100");
    soon(() -> shown().then().body("status.probes", nullValue()));
  }

  @Test
  void requestsThatFailLowerTheScoreUntilTheySucceed() {
    declare("\"weight\":100");
    String credential = enrol();
    report(credential, Docs.IDLE_REPORT);

    measured(credential, 1, 100, 30);
    measured(credential, 1, 100, 30);
    soon(
        () ->
            shown()
                .then()
                .body("status.health.decisive", equalTo(80))
                .body(
                    "status.health.parts.find { it.sign == 'errors' }.reason",
                    equalTo("30 of 100 requests failed")));
    report(credential, Docs.IDLE_REPORT.replace("100", "90"));
    soon(() -> shown().then().body("status.health.decisive", equalTo(70)));

    measured(credential, 2, 10_000, 0);
    soon(() -> shown().then().body("status.health.decisive", equalTo(90)));
    measured(credential, 3, 1_000, 900);
    soon(() -> shown().then().body("status.health.decisive", equalTo(80)));
    report(credential, Docs.IDLE_REPORT.replace("b1", "b2"));
    soon(() -> shown().then().body("status.health.decisive", equalTo(100)));
  }

  @Test
  void aNodeIsProbedOnRequest() {
    declare(
        "\"probes\":["
            + http("front", 20)
            + ",{\"name\":\"port\",\"tcp\":{\"host\":\"localhost\",\"port\":"
            + target.getAddress().getPort()
            + "}},{\"name\":\"elsewhere\",\"tcp\":{\"host\":\"192.0.2.1\",\"port\":80}}]");
    answer.set(302);

    given()
        .post("/api/v1/nodes/" + node + "/probe?timeout=1s&retries=2")
        .then()
        .statusCode(200)
        .body("passed", equalTo(false))
        .body("results[0].outcome", equalTo("failed"))
        .body("results[0].attempts", equalTo(3))
        .body("results[0].message", containsString("answered 302"))
        .body("results[1].outcome", equalTo("passed"))
        .body("results[1].message", equalTo("connected"))
        .body("results[2].message", containsString("must not be probed"));
  }

  @Test
  void aNodeWithoutProbesIsAskedForItsOwnTest() {
    declare("\"weight\":100");
    given()
        .post("/api/v1/nodes/" + node + "/probe")
        .then()
        .body("passed", equalTo(false))
        .body("results[0].message", equalTo("the node was never heard"));

    String credential = enrol();
    report(credential, Docs.IDLE_REPORT);
    soon(
        () ->
            given().post("/api/v1/nodes/" + node + "/probe").then().body("passed", equalTo(true)));
    report(
        credential,
        Docs.IDLE_REPORT.replace(
            "[]",
            "[{\"type\":\"SelfTestFailed\",\"message\":\"no route\","
                + "\"since\":\"2026-11-20T11:00:00Z\"}]"));
    soon(
        () ->
            given()
                .post("/api/v1/nodes/" + node + "/probe")
                .then()
                .body("results[0].message", equalTo("the node says: no route")));
  }

  @Test
  void requestsToProbeAreChecked() {
    declare("\"weight\":100");
    given().post("/api/v1/nodes/nobody-here/probe").then().statusCode(404);
    given()
        .post("/api/v1/nodes/" + node + "/probe?timeout=1h")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("timeout"));
    given()
        .post("/api/v1/nodes/" + node + "/probe?retries=9")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("retries"));
  }

  @Test
  void aNodesWishIsShownUntilItIsWithdrawn() {
    declare("\"weight\":100");
    String credential = enrol();
    report(credential, NOT_NOW);
    soon(
        () ->
            shown()
                .then()
                .body("status.changes.allowed", equalTo(false))
                .body("status.changes.reason", equalTo(WISH)));

    report(credential, Docs.IDLE_REPORT);
    soon(() -> shown().then().body("status.changes.allowed", equalTo(true)));
  }

  @Test
  void nodesThatAskedToBeLeftAloneAreNamedByPlansAndByRolloutsThatWait() {
    declare("\"weight\":100");
    String credential = enrol();
    report(credential, NOT_NOW);
    soon(() -> shown().then().body("status.changes.allowed", equalTo(false)));
    String policy =
        Docs.policy(node, 1)
            .replace("region == \\\"us-east-1\\\"", "name == '" + node + "'")
            .replace("\"priority\":100", "\"strategy\":\"fast\",\"priority\":100");
    Rest.json(policy)
        .post("/api/v1/plan")
        .then()
        .statusCode(200)
        .body("rollouts[0].busy[0].node", equalTo(node))
        .body("rollouts[0].busy[0].reason", equalTo(WISH));
    String rollout =
        Rest.put("policies/" + node, policy)
            .then()
            .extract()
            .header("X-Skerry-Rollout")
            .substring("default/".length());
    soon(
        () ->
            Rest.get("rollouts/" + rollout)
                .then()
                .body("progress.busy", equalTo(1))
                .body("progress.waitingFor[0].node", equalTo(node))
                .body("progress.waitingFor[0].until", containsString("T"))
                .body("status.reason", containsString("waits for nodes")));

    report(credential, Docs.IDLE_REPORT);
    soon(() -> Rest.get("rollouts/" + rollout).then().body("progress.busy", equalTo(0)));
    given().post("/api/v1/tenants/default/rollouts/" + rollout + "/abort");
    given().delete("/api/v1/policies/" + node);
  }

  @Test
  void windowsThatNeverComeAreRefused() {
    Rest.put(
            "nodes/" + node,
            declared("\"maintenance\":[{\"cron\":\"61 * * * *\",\"duration\":\"1h\"}]"))
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("spec.maintenance[0].cron"));
    Rest.put("nodes/" + node, declared("\"probes\":[{\"name\":\"a\"}]"))
        .then()
        .statusCode(422)
        .body("errors.field", hasItem("spec.probes[0]"));
  }

  @Test
  void sharesAreExplained() {
    declare("\"weight\":50");
    report(enrol(), Docs.IDLE_REPORT.replace("100", "50"));
    Rest.accepted(
        "services/" + node,
        """
        {"apiVersion":"skerry/v1","kind":"Service","metadata":{"name":"%s"},
         "spec":{"placement":{"where":"name == '%s'"},
                 "versions":{"v1":{"upstreams":["http://10.0.0.5:9000"]}}}}"""
            .formatted(node, node));

    soon(
        () ->
            Rest.get("services/" + node + "/shares")
                .then()
                .statusCode(200)
                .body("nodes.size()", greaterThanOrEqualTo(1))
                .body("nodes[0].node", equalTo(node))
                .body("nodes[0].share.toDouble()", closeTo(1, 1e-6))
                .body(
                    "nodes[0].derivation",
                    equalTo("max(0.05, 0.6 x 50/50 + 0.4 x 50/100) = 0.8000")));
    Rest.get("services/nothing-here/shares").then().statusCode(404);
  }

  private void declare(String fields) {
    Rest.accepted("nodes/" + node, declared(fields));
  }

  private String declared(String fields) {
    return """
        {"apiVersion":"skerry/v1","kind":"Node","metadata":{"name":"%s"},
         "spec":{"cell":"care",%s}}"""
        .formatted(node, fields);
  }

  private String http(String name, int interval) {
    return """
        {"name":"%s","http":{"url":"http://127.0.0.1:%d/ready"},"interval":"%ds",
         "timeout":"500ms","retries":0,"unhealthy":1}"""
        .formatted(name, target.getAddress().getPort(), interval);
  }

  private Response shown() {
    return Rest.get("nodes/" + node);
  }

  private String enrol() {
    String token =
        given().post("/api/v1/nodes/" + node + "/join-token").then().extract().path("token");
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Rest.json(
                        "{\"token\":\"%s\",\"node\":\"%s\",\"agentVersion\":\"0.1.0\"}"
                            .formatted(token, node))
                    .post("/edge/v1/enrol"),
            reply -> reply.statusCode() == 200)
        .jsonPath()
        .getString("credential");
  }

  private void report(String credential, String body) {
    soon(
        () ->
            Rest.json(body)
                .header("Authorization", "Bearer " + node + "." + credential)
                .post("/edge/v1/status")
                .then()
                .statusCode(204));
  }

  private void measured(String credential, long sequence, long requests, long errors) {
    String report =
        """
        {"bootId":"b1","sequence":%d,"from":"2026-11-20T12:00:00Z","to":"2026-11-20T12:00:10Z",
         "snapshot":"%s",
         "uplink":{"sentBytes":0,"rawLogBytes":0},
         "traffic":[{"tenant":"default","service":"care","version":"v1","requests":%d,
                     "errors":%d,"latency":[[48,%d]]}]}"""
            .formatted(sequence, "c".repeat(64), requests, errors, requests);
    Rest.json(report)
        .header("Authorization", "Bearer " + node + "." + credential)
        .post("/edge/v1/telemetry")
        .then()
        .statusCode(204);
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
  }
}
