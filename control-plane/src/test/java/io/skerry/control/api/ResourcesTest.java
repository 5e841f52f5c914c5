package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.skerry.control.runtime.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Resources of every kind over REST: what is written reads back, and versions guard every change.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class ResourcesTest {

  @Test
  void createdResourceReadsBackWithItsVersion() {
    String etag =
        Rest.put("cells/crud-a", Docs.cell("crud-a"))
            .then()
            .statusCode(201)
            .body("metadata.generation", equalTo(1))
            .body("metadata.uid", notNullValue())
            .extract()
            .header("ETag");

    Rest.get("cells/crud-a")
        .then()
        .statusCode(200)
        .header("ETag", equalTo(etag))
        .body("metadata.resourceVersion", equalTo(etag.replace("\"", "")))
        .body("spec.cloud", equalTo("aws"));
    given().header("If-None-Match", etag).get("/api/v1/cells/crud-a").then().statusCode(304);
  }

  @Test
  void whatIsReadCanBeSentBackUnchangedAndWritesNothing() {
    Rest.accepted("policies/echo", Docs.policy("echo", 1));
    String document = Rest.get("policies/echo").asString();
    String before = Rest.version("policies/echo");

    Rest.put("policies/echo", document)
        .then()
        .statusCode(200)
        .body("metadata.resourceVersion", equalTo(before))
        .body("metadata.generation", equalTo(1));
  }

  @Test
  void generationGrowsWithTheSpecAndNotWithLabels() {
    Rest.accepted("policies/gen", Docs.policy("gen", 1));
    Rest.put("policies/gen", Docs.policy("gen", 2))
        .then()
        .statusCode(200)
        .body("metadata.generation", equalTo(2));

    patch("policies/gen", "{\"metadata\":{\"labels\":{\"team\":\"a\"}}}")
        .then()
        .statusCode(200)
        .body("metadata.generation", equalTo(2))
        .body("metadata.labels.team", equalTo("a"));
  }

  @Test
  void mergePatchSetsAndRemovesFields() {
    Rest.accepted("policies/patched", Docs.policy("patched", 1));

    patch(
            "policies/patched",
            "{\"spec\":{\"config\":{\"burst\":7,\"requestsPerSecond\":null},\"placement\":null}}")
        .then()
        .statusCode(200)
        .body("spec.config", equalTo(Map.of("burst", 7)))
        .body("spec.placement.where", nullValue());
    patch("policies/patched", "{\"metadata\":{\"name\":\"other\"}}").then().statusCode(422);
    patch("policies/absent", "{}").then().statusCode(404);
  }

  @Test
  void yamlGoesInAndOut() {
    Rest.yaml(
            """
            apiVersion: skerry/v1
            kind: Cell
            metadata: {name: in-yaml}
            spec: {cloud: gcp, region: asia-east1}
            """)
        .put("/api/v1/cells/in-yaml")
        .then()
        .statusCode(201);

    given()
        .accept("application/yaml")
        .get("/api/v1/cells/in-yaml")
        .then()
        .statusCode(200)
        .contentType("application/yaml")
        .body(containsString("cloud: gcp"));
  }

  @Test
  void tenantComesFromThePathAndKeepsResourcesApart() {
    Rest.put("tenants/video/policies/limits", Docs.policy("limits", 1))
        .then()
        .statusCode(201)
        .body("metadata.tenant", equalTo("video"));

    Rest.get("policies/limits").then().statusCode(404);
    Rest.get("tenants/video/policies")
        .then()
        .statusCode(200)
        .body("items.metadata.name", equalTo(List.of("limits")));
    Rest.get("tenants/vide/policies").then().statusCode(200).body("items", hasSize(0));
    Rest.get("tenants/video/cells").then().statusCode(404);
  }

  @Test
  void pagesShowOneRevisionEachItemOnce() {
    for (int i = 0; i < 5; i++) {
      Rest.accepted("tenants/paged/policies/p" + i, Docs.policy("p" + i, 1));
    }
    JsonPath first = Rest.get("tenants/paged/policies?limit=2").jsonPath();
    Rest.accepted("tenants/paged/policies/p9", Docs.policy("p9", 1));
    List<String> names = new ArrayList<>(first.getList("items.metadata.name"));
    JsonPath page = first;
    while (page.getString("metadata.continue") != null) {
      page = next("tenants/paged/policies?limit=2", page);
      assertThat(page.getString("metadata.resourceVersion"))
          .isEqualTo(first.getString("metadata.resourceVersion"));
      names.addAll(page.getList("items.metadata.name"));
    }

    assertThat(names).containsExactly("p0", "p1", "p2", "p3", "p4");
  }

  @Test
  void continueTokensOfOtherListingsAreGone() {
    for (int i = 0; i < 3; i++) {
      Rest.accepted("tenants/tokens/policies/p" + i, Docs.policy("p" + i, 1));
    }
    String token =
        Rest.get("tenants/tokens/policies?limit=1").jsonPath().getString("metadata.continue");

    for (String path :
        List.of(
            "policies?continue=" + token,
            "tenants/tokens/policies?labels=a=b&continue=" + token,
            "tenants/tokens/policies?continue=AAAA" + token,
            "tenants/tokens/policies?continue=%00%00")) {
      Rest.get(path).then().statusCode(410).body("code", equalTo("gone"));
    }
  }

  @Test
  void listsSelectByLabelsAndNodesByCondition() {
    Rest.accepted("cells/select", Docs.cell("select"));
    Rest.accepted("nodes/select-1", Docs.node("select-1", "select"));
    Rest.accepted("nodes/select-2", Docs.node("select-2", "select").replace("\"edge\"", "\"gpu\""));

    assertThat(names("nodes?labels=tier=gpu")).containsExactly("select-2");
    assertThat(names("nodes?labels=tier!=gpu,tier"))
        .contains("select-1")
        .doesNotContain("select-2");
    assertThat(names("nodes?labels=!tier")).doesNotContain("select-1", "select-2");
    given()
        .queryParam("filter", "cell == 'select' && labels.tier == 'edge'")
        .get("/api/v1/nodes")
        .then()
        .statusCode(200)
        .body("items.metadata.name", equalTo(List.of("select-1")));
    Rest.get("nodes?filter=nonsense ==")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("filter"));
    Rest.get("policies?filter=true").then().statusCode(422);
    Rest.get("nodes?labels=((").then().statusCode(422).body("errors[0].field", equalTo("labels"));
    Rest.get("nodes?limit=x").then().statusCode(422).body("errors[0].field", equalTo("limit"));
    Rest.get("nodes?limit=-1").then().statusCode(200).body("items", hasSize(1));
  }

  @Test
  void deletedResourceIsAnsweredAndGone() {
    String version = Rest.accepted("policies/going", Docs.policy("going", 1));

    given().header("If-Match", "\"1\"").delete("/api/v1/policies/going").then().statusCode(412);
    given()
        .header("If-Match", "\"" + version + "\"")
        .delete("/api/v1/policies/going")
        .then()
        .statusCode(200)
        .body("metadata.name", equalTo("going"));
    Rest.get("policies/going").then().statusCode(404).body("code", equalTo("not-found"));
    given().delete("/api/v1/policies/going").then().statusCode(404);
  }

  @Test
  void nodeShowsItsStatus() {
    Rest.accepted("cells/shown", Docs.cell("shown"));
    Rest.accepted("nodes/shown-1", Docs.node("shown-1", "shown"));

    Rest.get("nodes/shown-1")
        .then()
        .statusCode(200)
        .body("status.state", equalTo("pending"))
        .body("status.reason", not(equalTo("")));
  }

  @Test
  void rolloutsAreReadOnly() {
    Rest.get("rollouts").then().statusCode(200).body("kind", equalTo("RolloutList"));
    Rest.put("rollouts/x", "{}")
        .then()
        .statusCode(405)
        .body("code", equalTo("method-not-allowed"))
        .body("detail", containsString("made by the control plane"));
    given().delete("/api/v1/rollouts/x").then().statusCode(405);
  }

  @Test
  void dryRunAnswersThePlanAndChangesNothing() {
    Rest.accepted("cells/dry", Docs.cell("dry"));
    Rest.accepted("nodes/dry-1", Docs.node("dry-1", "dry"));

    Rest.put("policies/dry?dryRun=true", Docs.policy("dry", 5))
        .then()
        .statusCode(200)
        .body("plan.byCell.dry", equalTo(1))
        .body("metadata.generation", equalTo(1));
    Rest.get("policies/dry").then().statusCode(404);
    given().delete("/api/v1/nodes/dry-1?dryRun=true").then().statusCode(200);
    Rest.get("nodes/dry-1").then().statusCode(200);
    Rest.put("policies/dry?dryRun=maybe", Docs.policy("dry", 5)).then().statusCode(422);
  }

  private static Response patch(String path, String body) {
    return Rest.mergePatch(body).patch("/api/v1/" + path);
  }

  private static JsonPath next(String path, JsonPath page) {
    return Rest.get(path + "&continue=" + page.getString("metadata.continue"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static List<String> names(String path) {
    return Rest.get(path).then().statusCode(200).extract().path("items.metadata.name");
  }
}
