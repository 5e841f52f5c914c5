package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.StateStore;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bundles are all or nothing, at one revision, and leave their trace in the history.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class ApplyTest {

  @Inject StateStore store;
  @Inject Keys keys;

  @Test
  void bundleIsWrittenAtOneRevisionInAnyOrder() {
    JsonPath answer =
        Rest.apply(
                "["
                    + Docs.split("ordered", "ordered", "{\"v1\":1}")
                    + ","
                    + Docs.node("ordered-1", "ordered")
                    + ","
                    + Docs.service("ordered")
                    + ","
                    + Docs.cell("ordered")
                    + "]")
            .then()
            .statusCode(200)
            .body("results.action", equalTo(List.of("created", "created", "created", "created")))
            .body("plan.byCell.ordered", equalTo(1))
            .extract()
            .jsonPath();

    assertThat(List.copyOf(answer.<String>getList("results.resourceVersion")))
        .containsOnly(answer.getString("revision"));
    assertThat(Rest.version("cells/ordered")).isEqualTo(answer.getString("revision"));
  }

  @Test
  void applyingAgainChangesNothing() {
    String bundle = "[" + Docs.cell("again") + "," + Docs.policy("again", 1) + "]";
    Rest.apply(bundle).then().statusCode(200);
    Map<String, Long> before = StoreContent.of(store, keys);

    Rest.apply(bundle)
        .then()
        .statusCode(200)
        .body("results.action", equalTo(List.of("unchanged", "unchanged")));
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  @Test
  void oneWrongDocumentRefusesAll() {
    Rest.apply("[" + Docs.cell("whole") + "," + Docs.node("whole-1", "missing") + "]")
        .then()
        .statusCode(422);

    Rest.get("cells/whole").then().statusCode(404);
  }

  @Test
  void staleVersionInOneDocumentRefusesAll() {
    Rest.accepted("policies/versioned", Docs.policy("versioned", 1));
    String stale =
        Docs.policy("versioned", 2).replace("\"name\"", "\"resourceVersion\":\"1\",\"name\"");

    Rest.apply("[" + Docs.cell("versioned") + "," + stale + "]").then().statusCode(412);

    Rest.get("cells/versioned").then().statusCode(404);
  }

  @Test
  void pruneRemovesOnlyWhatApplyDeclaredInTheSameScope() {
    Rest.put("tenants/prune/policies/by-hand", Docs.policy("by-hand", 1)).then().statusCode(201);
    Rest.apply(inTenant("prune", "[" + Docs.policy("a", 1) + "," + Docs.policy("b", 1) + "]"))
        .then()
        .statusCode(200);
    Rest.apply(inTenant("other", "[" + Docs.policy("c", 1) + "]")).then().statusCode(200);

    Rest.json(inTenant("prune", "[" + Docs.policy("a", 1) + "]"))
        .post("/api/v1/apply?prune=true")
        .then()
        .statusCode(200)
        .body("results.action", equalTo(List.of("unchanged", "deleted")))
        .body("results.name", equalTo(List.of("a", "b")));

    Rest.get("tenants/prune/policies")
        .then()
        .body("items.metadata.name", equalTo(List.of("a", "by-hand")));
    Rest.get("tenants/other/policies").then().body("items", hasSize(1));
  }

  @Test
  void dryRunAndPlanSayWhatWouldHappenAndChangeNothing() {
    Rest.apply("[" + Docs.cell("plan") + "," + Docs.node("plan-1", "plan") + "]")
        .then()
        .statusCode(200);
    Map<String, Long> before = StoreContent.of(store, keys);
    String bundle = "[" + Docs.policy("plan", 7) + "]";

    Rest.json(bundle)
        .post("/api/v1/apply?dryRun=true")
        .then()
        .statusCode(200)
        .body("dryRun", equalTo(true))
        .body("results[0].action", equalTo("created"))
        .body("results[0].resourceVersion", nullValue())
        .body("plan.byCell.plan", equalTo(1));
    Rest.json(bundle)
        .post("/api/v1/plan")
        .then()
        .statusCode(200)
        .body("byCloud.aws", notNullValue())
        .body("snapshots.nodes.flatten()", hasItem("plan-1"))
        .body("snapshots.added.name.flatten()", hasItem("policy/us-east-1/asr/plan"));
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  @Test
  void acceptedChangesReachTheHistoryWithTheRequestThatMadeThem() {
    Rest.json("[" + Docs.policy("told", 1) + "]")
        .header("X-Request-Id", "told-1")
        .post("/api/v1/apply")
        .then()
        .statusCode(200);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                Rest.get("history?resource=policies/default/told")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].requestId", equalTo("told-1"))
                    .body("items[0].actor", equalTo("anonymous@127.0.0.1"))
                    .body("items[0].change", equalTo("created"))
                    .body("items[0].via", equalTo("api")));
    Rest.get("history?resource=nonsense").then().statusCode(422);
    Rest.get("history?from=yesterday")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("from"));
    Rest.get("history?limit=x").then().statusCode(422);
  }

  @Test
  void fleetIsShownAsATree() {
    Rest.apply("[" + Docs.cell("tree") + "," + Docs.node("tree-1", "tree") + "]")
        .then()
        .statusCode(200);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> Rest.get("nodes/tree-1/snapshot").then().body("desired.generation", equalTo(1)));
    given()
        .get("/api/v1/topology")
        .then()
        .statusCode(200)
        .body("replica.name", notNullValue())
        .body("clouds.regions.cells.name.flatten()", hasItem("tree"))
        .body("clouds.regions.cells.nodes.name.flatten()", hasItem("tree-1"));
    Rest.get("nodes/tree-1/diff?from=desired&to=desired")
        .then()
        .statusCode(200)
        .body("added", hasSize(0));
    Rest.get("nodes/tree-1/diff?from=x").then().statusCode(422);
    Rest.get("nodes/none/snapshot").then().statusCode(404);
    Rest.get("nodes/tree-1/snapshot?at=2020-01-01T00:00:00Z")
        .then()
        .statusCode(200)
        .body("desired", nullValue());
  }

  @Test
  void healthAndDescriptionAreServed() {
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/started").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("store"));
    given()
        .accept("application/json")
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("paths.'/api/v1/apply'.post.summary", notNullValue())
        .body("paths.'/edge/v1/status'.post.summary", notNullValue());
  }

  private static String inTenant(String tenant, String bundle) {
    return bundle.replace("\"metadata\":{", "\"metadata\":{\"tenant\":\"" + tenant + "\",");
  }
}
