package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.skerry.control.api.write.Operator;
import io.skerry.control.runtime.SimulatedNodes;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Ref;
import io.skerry.schema.store.StateStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rollouts from outside: changes make them, orders steer them, plans foresee them.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class RolloutsTest {

  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject StateStore store;
  @Inject Keys keys;

  private final String region = "ro-" + SERIAL.incrementAndGet();
  private final String policy = region + "-policy";

  @BeforeEach
  void declareFourNodesThatAreWell() {
    Rest.accepted("rolloutstrategies/ro-slow", strategy("ro-slow", "1h", false));
    Rest.accepted("rolloutstrategies/ro-approved", strategy("ro-approved", "0s", true));
    Rest.accepted("rolloutstrategies/ro-quick", strategy("ro-quick", "0s", false));
    Rest.accepted("cells/" + region, cell());
    for (int i = 0; i < 4; i++) {
      Rest.accepted("nodes/" + node(i), Docs.node(node(i), region));
    }
    soon(
        () -> {
          follow(_ -> false);
          Rest.get("nodes/" + node(3)).then().body("status.state", equalTo("ready"));
        });
  }

  @Test
  void aChangeMakesARolloutThatMovesWaveByWave() {
    String rollout = change("ro-slow", 1);

    inPhase(rollout, "progressing").body("status.waves[0].nodes", equalTo(1));
    soon(
        () -> {
          follow(_ -> false);
          get(rollout)
              .body("status.phase", equalTo("baking"))
              .body("progress.members", equalTo(4))
              .body("progress.updated", equalTo(1))
              .body("progress.pending", equalTo(3))
              .body("progress.waves", hasSize(2))
              .body("progress.waves[0].updated", equalTo(1));
        });
    order("op", rollout, "promote").then().statusCode(200);
    soon(
        () -> {
          follow(_ -> false);
          get(rollout).body("status.phase", equalTo("baking")).body("progress.updated", equalTo(4));
        });
    order("op", rollout, "promote").then().statusCode(200);
    inPhase(rollout, "succeeded");
  }

  @Test
  void aPausedRolloutMovesNobodyUntilItIsResumed() {
    String rollout = change("ro-quick", 1);
    order("op", rollout, "pause").then().statusCode(200);
    order("op", rollout, "pause").then().statusCode(200).body("spec.orders", hasSize(1));
    inPhase(rollout, "paused");

    order("op", rollout, "promote")
        .then()
        .statusCode(409)
        .body("code", equalTo("conflict"))
        .body("detail", containsString("is paused"));

    order("op", rollout, "resume").then().statusCode(200);
    reaches(rollout, "succeeded", _ -> false);
    soon(
        () -> {
          follow(_ -> false);
          get(rollout).body("progress.updated", equalTo(4));
        });
    order("op", rollout, "pause")
        .then()
        .statusCode(409)
        .body("detail", containsString("succeeded"));
  }

  @Test
  void aWaveIsApprovedBySomebodyElse() {
    String rollout = change("ro-approved", 1);
    reaches(rollout, "awaitingApproval", _ -> false);

    order("author", rollout, "approve")
        .then()
        .statusCode(409)
        .body("detail", containsString("author"));
    order("boss", rollout, "approve").then().statusCode(200);

    reaches(rollout, "succeeded", _ -> false).body("spec.orders[0].actor", containsString("boss@"));
  }

  @Test
  void aRollbackReturnsEveryNode() {
    String first = change("ro-quick", 1);
    reaches(first, "succeeded", _ -> false);
    String before = desired(node(0));
    String rollout = change("ro-slow", 2);
    reaches(rollout, "baking", _ -> false);
    order("op", rollout, "promote").then().statusCode(200);
    soon(
        () -> {
          follow(_ -> false);
          get(rollout).body("progress.updated", equalTo(4));
        });
    assertThat(desired(node(0))).isNotEqualTo(before);

    order("op", rollout, "rollback").then().statusCode(200);

    reaches(rollout, "rolledBack", _ -> false);
    assertThat(List.of(0, 1, 2, 3)).allMatch(i -> desired(node(i)).equals(before));
    order("op", rollout, "resume").then().statusCode(409);
  }

  @Test
  void anAbortedRolloutLeavesNodesWhereTheyAre() {
    String rollout = change("ro-slow", 1);
    reaches(rollout, "baking", _ -> false);

    order("op", rollout, "abort").then().statusCode(200);

    soon(
        () -> {
          follow(_ -> false);
          get(rollout)
              .body("status.phase", equalTo("aborted"))
              .body("progress.updated", equalTo(1));
        });
  }

  @Test
  void aRefusalIsNamedAndTheNodeCanBeTriedAgain() {
    String rollout = change("ro-slow", 1);
    soon(
        () -> {
          follow(ref -> ref.rollout().equals(rollout));
          get(rollout)
              .body("progress.refused", equalTo(1))
              .body("progress.failing[0].reason", containsString("poison"));
        });

    order("op", rollout, "retry").then().statusCode(200);

    reaches(rollout, "baking", _ -> false).body("progress.refused", equalTo(0));
  }

  @Test
  void aNewerChangeTakesOver() {
    String first = change("ro-slow", 1);
    reaches(first, "baking", _ -> false);

    String second = change("ro-quick", 2);

    get(first).body("status.phase", equalTo("superseded"));
    reaches(second, "succeeded", _ -> false)
        .body("spec.supersedes", hasItem(first))
        .body("progress.updated", equalTo(4));
  }

  @Test
  void whatARolloutStillMovesCanBeDeleted() {
    String first = change("ro-slow", 1);
    reaches(first, "baking", _ -> false);

    Response deleted = given().delete("/api/v1/policies/" + policy);

    deleted.then().statusCode(200).body("rollouts[0].supersedes", hasItem(first));
    reaches(deleted.jsonPath().getString("rollouts[0].name"), "baking", _ -> false);
    Rest.get("policies/" + policy).then().statusCode(404);
  }

  @Test
  void thePlanIsWhatTheRolloutDoes() {
    Response plan = Rest.json(document("ro-slow", 7)).post("/api/v1/plan");
    plan.then()
        .statusCode(200)
        .body("affectedNodes", equalTo(4))
        .body("rollouts[0].resources", hasItem("policies/default/" + policy))
        .body("rollouts[0].strategy", equalTo("ro-slow"))
        .body("rollouts[0].waves.count", equalTo(List.of(1, 3)))
        .body("rollouts[0].waves[1].nodes", hasSize(3));
    String digest = plan.jsonPath().getString("rollouts[0].plan");

    String rollout =
        name(
            as("author", document("ro-slow", 7))
                .put("/api/v1/policies/" + policy + "?plan=" + digest));

    inPhase(rollout, "progressing").body("status.plan", equalTo(digest));
  }

  @Test
  void anotherPlanThanTheOneSeenIsNotFollowedUnasked() {
    String rollout =
        name(
            as("author", document("ro-quick", 7))
                .put("/api/v1/policies/" + policy + "?plan=" + "a".repeat(64)));

    inPhase(rollout, "held").body("status.reason", containsString("another than the author saw"));

    order("op", rollout, "resume").then().statusCode(200);
    reaches(rollout, "succeeded", _ -> false);
  }

  @Test
  void takingMuchAwayNeedsConsent() {
    reaches(change("ro-quick", 1), "succeeded", _ -> false);
    String elsewhere = document("ro-quick", 1).replace(region + "\\\"", "nowhere\\\"");

    Rest.put("policies/" + policy, elsewhere)
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("spec.placement"))
        .body("errors[0].message", containsString("allowShrink=true"));
    Rest.json(elsewhere)
        .post("/api/v1/plan")
        .then()
        .statusCode(200)
        .body("shrink[0].consent", equalTo("allow-shrink"));
    Rest.put("policies/" + policy + "?allowShrink=true", elsewhere).then().statusCode(200);
  }

  @Test
  void ordersThatMakeNoSenseAreRefused() {
    String rollout = change("ro-slow", 1);
    given().post("/api/v1/rollouts/nobody/pause").then().statusCode(404);
    given().post("/api/v1/rollouts/Nobody/pause").then().statusCode(422);
    given().post("/api/v1/rollouts/" + rollout + "/explode").then().statusCode(404);
    order("not a name", rollout, "pause").then().statusCode(400);
    Rest.json("{\"why\":1}")
        .post("/api/v1/rollouts/" + rollout + "/pause")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("why"));
    Rest.put("rollouts/" + rollout, "{}").then().statusCode(405);
    Rest.mergePatch("{}").patch("/api/v1/rollouts/" + rollout).then().statusCode(405);
    given().delete("/api/v1/rollouts/" + rollout).then().statusCode(405);
    get(rollout).body("spec.orders", equalTo(null));
  }

  @Test
  void nodesThatRunSomethingElseAreListed() {
    String rollout = change("ro-slow", 1);
    inPhase(rollout, "progressing");

    soon(
        () ->
            Rest.get("nodes?drift=true&limit=1000")
                .then()
                .body(
                    "items.findAll{it.spec.cell=='" + region + "'}.status.drift.reason",
                    hasItem(containsString("updating since"))));
    soon(
        () -> {
          follow(_ -> false);
          Rest.get("nodes?drift=true&limit=1000")
              .then()
              .body("items.findAll{it.spec.cell=='" + region + "'}", hasSize(0));
        });
    Rest.get("policies?drift=true").then().statusCode(422);
  }

  private void follow(Predicate<Ref> refuses) {
    new SimulatedNodes(store, keys).follow(Operator.image(store, keys), refuses);
  }

  private String change(String strategy, int rate) {
    return name(as("author", document(strategy, rate)).put("/api/v1/policies/" + policy));
  }

  private static RequestSpecification as(String actor, String body) {
    return Rest.json(body).header("X-Skerry-Actor", actor);
  }

  private static String name(Response answer) {
    String rollout =
        answer
            .then()
            .statusCode(org.hamcrest.Matchers.oneOf(200, 201))
            .extract()
            .header("X-Skerry-Rollout");
    assertThat(rollout).startsWith("default/");
    return rollout.substring("default/".length());
  }

  private static Response order(String actor, String rollout, String verb) {
    return given()
        .header("X-Skerry-Actor", actor)
        .post("/api/v1/tenants/default/rollouts/" + rollout + "/" + verb);
  }

  private static ValidatableResponse get(String rollout) {
    return Rest.get("rollouts/" + rollout).then().statusCode(200);
  }

  private static ValidatableResponse inPhase(String rollout, String phase) {
    soon(() -> get(rollout).body("status.phase", equalTo(phase)));
    return get(rollout).body("status.since", notNullValue());
  }

  private ValidatableResponse reaches(String rollout, String phase, Predicate<Ref> refuses) {
    soon(
        () -> {
          follow(refuses);
          get(rollout).body("status.phase", equalTo(phase));
        });
    return get(rollout);
  }

  private static String desired(String node) {
    return Rest.get("nodes/" + node).jsonPath().getString("status.desired.snapshot");
  }

  private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).untilAsserted(assertion);
  }

  private String node(int number) {
    return region + "-" + number;
  }

  private String cell() {
    return Docs.cell(region).replace("us-east-1", region);
  }

  private String document(String strategy, int rate) {
    return Docs.policy(policy, rate)
        .replace("us-east-1", region)
        .replace("\"priority\":100", "\"strategy\":\"" + strategy + "\",\"priority\":100");
  }

  private static String strategy(String name, String bake, boolean approval) {
    return """
        {"apiVersion":"skerry/v1","kind":"RolloutStrategy","metadata":{"name":"%s"},
         "spec":{"domain":"cell","bake":"%s","deadline":"30m","maxUnavailable":"100%%",
                 "gates":[],"onFailure":"hold",
                 "waves":[{"name":"canary","nodes":1},{"name":"rest","percent":100,"approval":%s}]}}"""
        .formatted(name, bake, approval);
  }
}
