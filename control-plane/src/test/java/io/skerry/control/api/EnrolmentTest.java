package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.JoinToken;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nodes enrol once per token, prove who they are, and report.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class EnrolmentTest {

  private static final AtomicInteger TESTS = new AtomicInteger();

  private static final String WANTED = "Skerry-Abilities-Wanted";

  /// Own nodes for every test, because budgets of reports are kept by name.
  private final String one = "home-" + TESTS.incrementAndGet();

  private final String two = one + "-b";

  @Inject StateStore store;
  @Inject Keys keys;

  @BeforeEach
  void declareNodes() {
    Rest.apply(
            "["
                + Docs.cell("home")
                + ","
                + Docs.node(one, "home")
                + ","
                + Docs.node(two, "home")
                + "]")
        .then()
        .statusCode(200);
  }

  @AfterEach
  void removeNodes() {
    for (String node : List.of(one, two)) {
      assertThat(given().delete("/api/v1/nodes/" + node).statusCode()).isIn(200, 404);
    }
  }

  @Test
  void enrolledNodeLearnsWhereItBelongs() {
    enrol(token(one), one)
        .then()
        .statusCode(200)
        .body("node", equalTo(one))
        .body("keyPrefix", equalTo(keys.prefix()))
        .body("etcdEndpoints[0]", notNullValue())
        .body("controlPlane[0]", notNullValue())
        .body("heartbeatSeconds", equalTo(10))
        .body("cell", equalTo("home"))
        .body("cloud", equalTo("aws"))
        .body("region", equalTo("us-east-1"))
        .body("zone", equalTo("use1-az4"));
  }

  @Test
  void storeNeverSeesASecret() {
    String token = token(one);
    String secret = enrol(token, one).jsonPath().getString("credential");

    NodeCredential credential =
        store.get(keys.credential(new ResourceName(one))).orElseThrow().decode().orThrow();
    assertThat(credential.secret()).isEqualTo(Bytes.utf8(secret).digest());
    assertThat(store.get(keys.joinToken(id(token)))).isEmpty();
  }

  @Test
  void tokenWorksOnceForItsNodeOnly() {
    String token = token(one);

    refusedEnrol(token, two);
    refusedEnrol(token.substring(0, token.length() - 1) + flipped(token), one);
    enrol(token, one).then().statusCode(200);
    refusedEnrol(token, one);
  }

  @Test
  void ofTwoWhoUseATokenAtOnceOneIsRefused() throws Exception {
    String token = token(one);
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(threads.submit(() -> enrol(token, one).statusCode()));
      }
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get(20, TimeUnit.SECONDS));
      }
    }

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses.stream().filter(status -> status != 200)).containsOnly(401, 401, 401);
  }

  @Test
  void expiredTokenIsRefused() {
    String secret = "0".repeat(40);
    JoinToken expired =
        new JoinToken(
            "00000000000000aa",
            Bytes.utf8(secret).digest(),
            new ResourceName(one),
            Instant.now().minusSeconds(1));
    assertThat(
            store.commit(
                Txn.builder().put(keys.joinToken(new ResourceName(expired.id())), expired).build()))
        .isInstanceOf(CommitOutcome.Committed.class);

    refusedEnrol(expired.id() + "." + secret, one);
  }

  @Test
  void enrollingAgainReplacesTheCredential() {
    String first = enrol(token(one), one).jsonPath().getString("credential");
    String second = enrol(token(one), one).jsonPath().getString("credential");

    soon(() -> report(one, first, Docs.IDLE_REPORT).then().statusCode(401));
    soon(() -> report(one, second, Docs.IDLE_REPORT).then().statusCode(204));
  }

  @Test
  void reportIsShownAndOnlyNewsIsWritten() {
    String credential = enrol(token(one), one).jsonPath().getString("credential");
    report(one, credential, Docs.report("a".repeat(64), 9)).then().statusCode(204);
    soon(
        () ->
            Rest.get("nodes/" + one)
                .then()
                .body("status.applied.generation", equalTo(9))
                .body("status.applied.durationMicros", equalTo(2310))
                .body("status.link", equalTo("connected"))
                .body("status.lastHeard", notNullValue()));
    long written = statusVersion(one);

    report(one, credential, Docs.report("a".repeat(64), 9)).then().statusCode(204);
    assertThat(statusVersion(one)).isEqualTo(written);

    report(one, credential, Docs.report("b".repeat(64), 10)).then().statusCode(204);
    assertThat(statusVersion(one)).isGreaterThan(written);
  }

  @Test
  void aNodeIsAskedOnceAfterEachStartWhatItCanRun() {
    String credential = enrol(token(one), one).jsonPath().getString("credential");

    report(one, credential, Docs.IDLE_REPORT).then().statusCode(204).header(WANTED, notNullValue());
    report(one, credential, able("cache")).then().statusCode(204).header(WANTED, nullValue());
    long written = statusVersion(one);
    report(one, credential, Docs.IDLE_REPORT).then().statusCode(204).header(WANTED, nullValue());
    assertThat(statusVersion(one)).as("saying it again is no news").isEqualTo(written);
    soon(
        () ->
            Rest.get("nodes/" + one)
                .then()
                .body("status.abilities.policyTypes", equalTo(List.of("cache")))
                .body("status.abilities.features", equalTo(List.of("http2", "http9"))));

    report(one, credential, Docs.IDLE_REPORT.replace("b1", "b2"))
        .then()
        .statusCode(204)
        .header(WANTED, notNullValue());
    soon(() -> Rest.get("nodes/" + one).then().body("status.abilities", nullValue()));
  }

  @Test
  void aPlanNamesWhoWouldRefuseForWhatItCannotRun() {
    String credential = enrol(token(one), one).jsonPath().getString("credential");
    String silent = enrol(token(two), two).jsonPath().getString("credential");
    report(one, credential, able("cache")).then().statusCode(204);
    report(two, silent, Docs.IDLE_REPORT).then().statusCode(204);
    soon(() -> Rest.get("nodes/" + one).then().body("status.abilities", notNullValue()));

    String refusal = "rollouts[0].refusals.find { it.node == '" + one + "' }";
    Rest.json("[" + Docs.policy(one, 7) + "]")
        .post("/api/v1/plan")
        .then()
        .statusCode(200)
        .body("rollouts[0].waves.nodes.flatten()", hasItems(one, two))
        .body("rollouts[0].wouldRefuse", hasItem(one))
        .body("rollouts[0].wouldRefuse", not(hasItem(two)))
        .body(refusal + ".basis", equalTo("abilities"))
        .body(
            refusal + ".reason",
            containsString(
                "service default/asr: policy %s is of type rateLimit, which this node does not know:"
                        .formatted(one)
                    + " it knows cache"));

    report(one, credential, able("cache\",\"rateLimit")).then().statusCode(204);
    soon(
        () ->
            Rest.json("[" + Docs.policy(one, 7) + "]")
                .post("/api/v1/plan")
                .then()
                .body("rollouts[0].wouldRefuse", not(hasItem(one))));
  }

  @Test
  void refusalOfTheCurrentRefMakesTheNodeDegraded() {
    String credential = enrol(token(one), one).jsonPath().getString("credential");
    soon(() -> Rest.get("nodes/" + one).then().body("status.desired.snapshot", notNullValue()));
    String desired = Rest.get("nodes/" + one).jsonPath().getString("status.desired.snapshot");
    int generation = Rest.get("nodes/" + one).jsonPath().getInt("status.desired.generation");

    report(
            one,
            credential,
            """
            {"bootId":"b1","agentVersion":"0.1.0","link":"connected","healthScore":50,"conditions":[],
             "rejected":{"snapshot":"%s","generation":%d,"code":"digest-mismatch","message":"blob 1","at":"2026-11-20T11:00:00Z"}}"""
                .formatted(desired, generation))
        .then()
        .statusCode(204);

    soon(
        () ->
            Rest.get("nodes/" + one)
                .then()
                .body("status.state", equalTo("degraded"))
                .body("status.rejected.code", equalTo("digest-mismatch")));
  }

  @Test
  void badReportsAreRefused() {
    String credential = enrol(token(one), one).jsonPath().getString("credential");

    report(one, credential, "{").then().statusCode(400).body("code", equalTo("malformed"));
    report(one, credential, "{\"bootId\":\"" + "x".repeat(5000) + "\"}").then().statusCode(413);
    report(one, credential, Docs.IDLE_REPORT.replace("connected", "conected"))
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("link"));
    soon(() -> report(two, credential, Docs.IDLE_REPORT).then().statusCode(401));
    soon(() -> report(one, "0".repeat(40), Docs.IDLE_REPORT).then().statusCode(401));
    Rest.json(Docs.IDLE_REPORT).post("/edge/v1/status").then().statusCode(401);
    Rest.get("nodes/" + one).then().body("status.bootId", nullValue());
  }

  @Test
  void nodeThatReportsTooOftenIsSlowedDown() {
    String credential = enrol(token(two), two).jsonPath().getString("credential");
    Response answer = report(two, credential, Docs.IDLE_REPORT);
    int accepted = 0;
    while (answer.statusCode() == 204 && accepted < 500) {
      accepted++;
      answer = report(two, credential, Docs.IDLE_REPORT);
    }

    assertThat(accepted).isGreaterThanOrEqualTo(20);
    answer.then().statusCode(429).header("Retry-After", notNullValue());
  }

  @Test
  void deletedNodeCannotReportAndLeavesNoStatusToItsSuccessor() {
    String credential = enrol(token(one), one).jsonPath().getString("credential");
    report(one, credential, Docs.report("a".repeat(64), 9)).then().statusCode(204);

    given().delete("/api/v1/nodes/" + one).then().statusCode(200);
    soon(() -> report(one, credential, Docs.IDLE_REPORT).then().statusCode(401));
    Rest.accepted("nodes/" + one, Docs.node(one, "home"));

    Rest.get("nodes/" + one)
        .then()
        .body("status.state", equalTo("pending"))
        .body("status.applied", nullValue());
  }

  @Test
  void onlyDeclaredNodesAreInvitedAndBadEnrolmentsAreExplained() {
    given().post("/api/v1/nodes/nobody/join-token").then().statusCode(404);
    Rest.json("{\"token\":\"x\",\"nod\":\"n\"}")
        .post("/edge/v1/enrol")
        .then()
        .statusCode(422)
        .body("errors.field", equalTo(List.of("nod", "token", "node", "agentVersion")));
    Rest.yaml("token: x").post("/edge/v1/enrol").then().statusCode(415);
  }

  private void refusedEnrol(String token, String node) {
    soon(() -> enrol(token, node).then().statusCode(401).body("code", equalTo("unauthenticated")));
    assertThat(store.get(keys.credential(new ResourceName(two)))).isEmpty();
  }

  /// The view follows the store within moments.
  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
  }

  private long statusVersion(String node) {
    return store.get(keys.status(new ResourceName(node))).orElseThrow().modified().value();
  }

  /// A report of a node that knows a type of policy, and things of a later release.
  private static String able(String type) {
    return Docs.IDLE_REPORT.replace(
        "\"conditions\":[]",
        "\"conditions\":[],\"abilities\":{\"policyTypes\":[\"%s\"],\"features\":[\"http9\",\"http2\"],"
                .formatted(type)
            + "\"later\":{}}");
  }

  private static char flipped(String token) {
    return token.endsWith("0") ? '1' : '0';
  }

  private static ResourceName id(String token) {
    return new ResourceName(token.substring(0, token.indexOf('.')));
  }

  private static String token(String node) {
    return given()
        .post("/api/v1/nodes/" + node + "/join-token")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  /// All callers of these tests have one address, which is slowed down after refusals.
  private static Response enrol(String token, String node) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> tryToEnrol(token, node), answer -> answer.statusCode() != 429);
  }

  private static Response tryToEnrol(String token, String node) {
    return Rest.json(
            "{\"token\":\"%s\",\"node\":\"%s\",\"agentVersion\":\"0.1.0\"}".formatted(token, node))
        .post("/edge/v1/enrol");
  }

  private static Response report(String node, String credential, String body) {
    return Rest.json(body)
        .header("Authorization", "Bearer " + node + "." + credential)
        .post("/edge/v1/status");
  }
}
