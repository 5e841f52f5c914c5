package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.skerry.control.runtime.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Request logs that lie on nodes, through REST.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class NodeLogsTest {

  private static final AtomicInteger TESTS = new AtomicInteger();

  private final String node = "logs-" + TESTS.incrementAndGet();

  @BeforeEach
  void declareNode() {
    Rest.accepted("cells/logs", Docs.cell("logs"));
    Rest.accepted(
        "nodes/" + node,
        """
        {"apiVersion":"skerry/v1","kind":"Node","metadata":{"name":"%s"},"spec":{"cell":"logs"}}"""
            .formatted(node));
  }

  @AfterEach
  void forgetNode() {
    given().delete("/api/v1/nodes/" + node);
  }

  @Test
  void aWindowOfTheRequestLogComesFromTheNodeWhenItReportsNext() throws Exception {
    Rest.get("nodes/" + node + "/logs").then().statusCode(503).body("code", equalTo("node-away"));
    String credential = enrol();
    report(credential, Docs.IDLE_REPORT);
    soon(() -> Rest.get("nodes/" + node).then().body("status.replica", notNullValue()));

    CompletableFuture<Response> asked =
        CompletableFuture.supplyAsync(
            () -> Rest.get("nodes/" + node + "/logs?from=2026-11-20T12:00:00Z&limit=7"));
    AtomicReference<String> wish = new AtomicReference<>("");
    soon(
        () -> {
          String wanted = heartbeat(credential).header("Skerry-Logs-Wanted");
          assertThat(wanted).matches("[^ ]+ 2026-11-20T12:00:00Z [^ ]+ 7");
          wish.set(wanted.split(" ", -1)[0]);
        });
    send(credential, "another", "[]").then().statusCode(404);
    send(credential, wish.get(), "[\"one\",\"two\"]").then().statusCode(204);

    asked
        .get(10, TimeUnit.SECONDS)
        .then()
        .statusCode(200)
        .body("lines", contains("one", "two"))
        .body("truncated", equalTo(false));
    assertThat(heartbeat(credential).header("Skerry-Logs-Wanted")).isNull();
    send(credential, wish.get(), "[]").then().statusCode(404);
  }

  @Test
  void aWindowThatCannotBeIsRefused() {
    String credential = enrol();
    report(credential, Docs.IDLE_REPORT);
    for (String query :
        List.of("since=3h", "limit=0", "from=then", "since=1m&from=2026-11-20T12:00:00Z")) {
      soon(() -> Rest.get("nodes/" + node + "/logs?" + query).then().statusCode(422));
    }
    Rest.get("nodes/nowhere/logs").then().statusCode(404);
  }

  private Response heartbeat(String credential) {
    return Rest.json(Docs.IDLE_REPORT)
        .header("Authorization", "Bearer " + node + "." + credential)
        .post("/edge/v1/status");
  }

  private Response send(String credential, String id, String lines) {
    return Rest.json("{\"id\":\"%s\",\"lines\":%s,\"truncated\":false}".formatted(id, lines))
        .header("Authorization", "Bearer " + node + "." + credential)
        .post("/edge/v1/logs");
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

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
  }
}
