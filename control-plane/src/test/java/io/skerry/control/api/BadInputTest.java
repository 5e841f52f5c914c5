package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.store.StateStore;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The catalogue of bad input: each is refused with the right code, field and remedy, and changes
/// nothing.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class BadInputTest {

  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  @Inject StateStore store;
  @Inject Keys keys;

  /// One bad input and the refusal that it must get.
  ///
  /// @param name what is wrong
  /// @param request method and path under `/api/v1/`
  /// @param type the Content-Type
  /// @param body what is sent
  /// @param status of the answer
  /// @param code of the problem
  /// @param says a pattern that must be found in the answer
  record Row(
      String name, String request, String type, String body, int status, String code, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> documents() {
    return List.of(
        row("truncated JSON", JSON, "{\"kind\":", 400, "malformed", "."),
        row("empty body", JSON, "", 400, "malformed", "."),
        row(
            "duplicate key in JSON",
            JSON,
            "{\"kind\":\"Policy\",\"kind\":\"Cell\"}",
            400,
            "malformed",
            "kind"),
        row("duplicate key in YAML", YAML, "kind: Policy\nkind: Cell\n", 400, "malformed", "kind"),
        row(
            "deep JSON",
            JSON,
            "{\"a\":".repeat(80) + "1" + "}".repeat(80),
            400,
            "malformed",
            "deep|nest|level"),
        row(
            "deep YAML",
            YAML,
            "a: " + "[".repeat(80) + "]".repeat(80),
            400,
            "malformed",
            "deep|nest|level"),
        row("YAML alias bomb", YAML, "a: &a [x,x]\nb: [*a,*a]\n", 400, "malformed", "anchor|alias"),
        row(
            "YAML tag",
            YAML,
            "kind: !!javax.script.ScriptEngineManager []\n",
            400,
            "malformed",
            "tag"),
        row("only comments", YAML, "# nothing\n", 400, "malformed", "empty|object|document"),
        row(
            "two documents",
            YAML,
            "kind: Policy\n---\nkind: Policy\n",
            400,
            "malformed",
            "2 documents"),
        row("byte order mark", JSON, "\uFEFF{}", 400, "malformed", "byte order mark"),
        row(
            "long number",
            JSON,
            "{\"a\":" + "9".repeat(60) + "}",
            400,
            "malformed",
            "number|digit"),
        row("NaN", JSON, "{\"a\":NaN}", 400, "malformed", "."),
        row("long field name", JSON, "{\"" + "a".repeat(300) + "\":1}", 400, "malformed", "name"),
        row(
            "long text",
            JSON,
            "{\"a\":\"" + "x".repeat(70_000) + "\"}",
            400,
            "malformed",
            "65536|string|text"),
        row(
            "lone surrogate",
            JSON,
            "{\"a\":\"\\ud800\"}",
            400,
            "malformed",
            "surrogate|Unicode|UTF"),
        row("missing kind", JSON, "{}", 422, "invalid", "\"field\":\"kind\""),
        row("unknown kind", JSON, "{\"kind\":\"Polcy\"}", 422, "invalid", "did you mean Policy"),
        row("other kind", JSON, Docs.cell("bad"), 422, "invalid", "must be Policy"),
        row(
            "unknown version",
            JSON,
            Docs.policy("bad", 1).replace("skerry/v1", "skerry/v9"),
            422,
            "invalid",
            "skerry/v1"),
        row(
            "unknown field",
            JSON,
            Docs.policySpec("bad", "{\"servce\":\"asr\",\"type\":\"config\",\"config\":{}}"),
            422,
            "invalid",
            "spec.servce.*did you mean service"),
        row(
            "unknown policy type",
            JSON,
            Docs.policySpec("bad", "{\"service\":\"asr\",\"type\":\"ratelimit\",\"config\":{}}"),
            422,
            "invalid",
            "spec.type.*rateLimit"),
        row(
            "other name than the path",
            JSON,
            Docs.policy("worse", 1),
            422,
            "invalid",
            "metadata.name.*must be bad"),
        row("upper-case name", JSON, Docs.policy("Bad", 1), 422, "invalid", "metadata.name"),
        row(
            "right-to-left override in name",
            JSON,
            Docs.policy("ba\u202Ed", 1),
            422,
            "invalid",
            "metadata.name"),
        row(
            "null field",
            JSON,
            Docs.policySpec("bad", "{\"service\":null,\"type\":\"config\",\"config\":{}}"),
            422,
            "invalid",
            "spec.service"),
        row(
            "negative priority",
            JSON,
            Docs.policySpec(
                "bad", "{\"service\":\"asr\",\"type\":\"config\",\"priority\":-1,\"config\":{}}"),
            422,
            "invalid",
            "spec.priority"),
        row(
            "2^63",
            JSON,
            Docs.policySpec(
                "bad",
                "{\"service\":\"asr\",\"type\":\"config\",\"priority\":9223372036854775808,\"config\":{}}"),
            400,
            "malformed",
            "spec.priority"),
        row("CEL syntax", JSON, where("region =="), 422, "invalid", "spec.placement.where"),
        row("CEL type", JSON, where("region == 3"), 422, "invalid", "spec.placement.where"),
        row(
            "CEL unknown variable",
            JSON,
            where("regoin == 'x'"),
            422,
            "invalid",
            "spec.placement.where.*region"),
        row(
            "CEL cost",
            JSON,
            where(nested("[1,2,3,4,5,6,7,8,9]")),
            422,
            "invalid",
            "spec.placement.where"),
        row(
            "unknown strategy",
            JSON,
            Docs.policySpec(
                "bad",
                "{\"service\":\"asr\",\"type\":\"config\",\"config\":{},\"strategy\":\"nope\"}"),
            422,
            "invalid",
            "spec.strategy"),
        row(
            "contradicting version",
            JSON,
            Docs.policy("bad", 1).replace("\"name\"", "\"resourceVersion\":\"x\",\"name\""),
            422,
            "invalid",
            "resourceVersion"),
        row("plain text", "text/plain", "a=b", 415, "unsupported-media-type", "application/json"),
        row(
            "UTF-16",
            "application/json;charset=utf-16",
            "{}",
            415,
            "unsupported-media-type",
            "UTF-8"));
  }

  static List<Row> bundles() {
    return List.of(
        bundle(
            "error of the second document",
            "[" + Docs.cell("bad-a") + "," + Docs.node("bad-b", "none") + "]",
            422,
            "invalid",
            "documents\\[1\\].spec.cell.*not declared"),
        bundle(
            "unknown field in the second document",
            "[" + Docs.cell("bad-a") + "," + Docs.cell("bad-b").replace("cloud", "clod") + "]",
            422,
            "invalid",
            "documents\\[1\\].spec.clod"),
        bundle(
            "the same resource twice",
            "[" + Docs.cell("bad-a") + "," + Docs.cell("bad-a") + "]",
            422,
            "invalid",
            "documents\\[1\\].metadata.name.*documents\\[0\\]"),
        bundle(
            "split of an unknown service",
            "[" + Docs.split("bad-s", "none", "{\"v1\":1}") + "]",
            422,
            "invalid",
            "documents\\[0\\].spec.service"),
        bundle(
            "split to an unknown version",
            "[" + Docs.service("bad-s") + "," + Docs.split("bad-s", "bad-s", "{\"v9\":1}") + "]",
            422,
            "invalid",
            "documents\\[1\\].spec.weights.v9"),
        bundle(
            "weights without a sum",
            "[" + Docs.service("bad-s") + "," + Docs.split("bad-s", "bad-s", "{\"v1\":0}") + "]",
            422,
            "invalid",
            "documents\\[1\\].spec.weights"),
        bundle(
            "a rollout",
            "[{\"apiVersion\":\"skerry/v1\",\"kind\":\"Rollout\",\"metadata\":{\"name\":\"r\"},\"spec\":{\"target\":{\"kind\":\"Policy\",\"tenant\":\"default\",\"name\":\"x\"},\"targetGeneration\":1,\"strategy\":\"standard\"}}]",
            422,
            "invalid",
            "documents\\[0\\].kind"),
        bundle("an empty array", "[]", 400, "malformed", "1 to 500"),
        bundle("an array of numbers", "[1,2]", 400, "malformed", "documents\\[0\\]"),
        bundle("too many changes", cells(121), 422, "invalid", "121 resources"),
        bundle("too many documents", cells(501), 400, "malformed", "500"));
  }

  @BeforeEach
  void somethingToLose() {
    String version = Rest.accepted("policies/kept", Docs.policy("kept", 1));
    assertThat(version).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void badDocumentIsRefusedAndChangesNothing(Row row) {
    refused(row);
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void badBundleIsRefusedWhole(Row row) {
    refused(row);
  }

  @Test
  void namesInPathsAreValidated() {
    Map<String, Long> before = StoreContent.of(store, keys);
    for (String name : List.of("Bad", "a..b", "%2e%2e", "a%2Fb", "-a", "a".repeat(64), "%00")) {
      Response answer =
          given()
              .urlEncodingEnabled(false)
              .contentType(JSON)
              .body(Docs.policy("x", 1))
              .put("/api/v1/policies/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404, 422);
    }
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  @Test
  void bodiesOverTheLimitAreRefusedUnread() {
    byte[] large = new byte[1024 * 1024 + 1];
    given()
        .contentType(JSON)
        .body(large)
        .put("/api/v1/policies/bad")
        .then()
        .statusCode(413)
        .body("code", equalTo("too-large"));
  }

  @Test
  void compressedBodiesAreRefused() {
    given()
        .contentType(JSON)
        .header("Content-Encoding", "gzip")
        .body(new byte[] {31, (byte) 139, 8, 0})
        .put("/api/v1/policies/bad")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported-media-type"));
  }

  @Test
  void invalidUtf8IsRefused() {
    given()
        .contentType(JSON)
        .body(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'})
        .put("/api/v1/policies/bad")
        .then()
        .statusCode(400)
        .body("code", equalTo("malformed"));
  }

  @Test
  void headersThatMakeNoSenseAreRefused() {
    Map<String, Long> before = StoreContent.of(store, keys);
    for (Map<String, String> headers :
        List.of(
            Map.of("If-Match", "123"),
            Map.of("If-Match", "\"x\""),
            Map.of("If-None-Match", "\"1\""),
            Map.of("If-Match", "*", "If-None-Match", "*"))) {
      Rest.json(Docs.policy("kept", 9))
          .headers(headers)
          .put("/api/v1/policies/kept")
          .then()
          .statusCode(400)
          .body("code", equalTo("malformed"));
    }
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  @Test
  void staleVersionsAreRefusedAndNameTheCurrentOne() {
    String current = Rest.version("policies/kept");
    Map<String, Long> before = StoreContent.of(store, keys);

    Rest.json(Docs.policy("kept", 9))
        .header("If-Match", "\"1\"")
        .put("/api/v1/policies/kept")
        .then()
        .statusCode(412)
        .body("code", equalTo("stale-version"))
        .body("detail", matchesPattern(".*version " + current + ".*"));
    Rest.json(Docs.policy("kept", 9))
        .header("If-None-Match", "*")
        .put("/api/v1/policies/kept")
        .then()
        .statusCode(412);
    Rest.put(
            "policies/kept",
            Docs.policy("kept", 9).replace("\"name\"", "\"resourceVersion\":\"1\",\"name\""))
        .then()
        .statusCode(412);
    Rest.json(Docs.policy("absent", 9))
        .header("If-Match", "*")
        .put("/api/v1/policies/absent")
        .then()
        .statusCode(412);
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  @Test
  void whatIsReferredToCannotBeDeleted() {
    Rest.accepted("cells/used", Docs.cell("used"));
    Rest.accepted("nodes/used-1", Docs.node("used-1", "used"));
    Map<String, Long> before = StoreContent.of(store, keys);

    given()
        .delete("/api/v1/cells/used")
        .then()
        .statusCode(409)
        .body("code", equalTo("in-use"))
        .body("detail", matchesPattern(".*nodes/used-1.*"));
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  @Test
  void unknownPathsAndMethodsAnswerProblems() {
    given().get("/nothing/here").then().statusCode(404).body("code", equalTo("not-found"));
    Rest.get("polices").then().statusCode(404).body("detail", matchesPattern(".*kinds are.*"));
    given()
        .post("/api/v1/policies/kept")
        .then()
        .statusCode(405)
        .body("code", equalTo("method-not-allowed"));
    given()
        .accept("text/html")
        .get("/api/v1/policies")
        .then()
        .statusCode(406)
        .contentType("application/problem+json");
  }

  @Test
  void requestIdIsEchoedWhenHarmless() {
    given()
        .header("X-Request-Id", "r-1")
        .get("/api/v1/cells")
        .then()
        .header("X-Request-Id", equalTo("r-1"));
    given()
        .header("X-Request-Id", "<script>")
        .get("/api/v1/cells")
        .then()
        .header("X-Request-Id", matchesPattern("[0-9A-Z]{26}"));
  }

  private void refused(Row row) {
    Map<String, Long> before = StoreContent.of(store, keys);

    Response answer = send(row);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(row.status());
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("code")).isEqualTo(row.code());
    assertThat(answer.asString()).containsPattern(row.says()).doesNotContain("Exception", "\tat ");
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  private static Response send(Row row) {
    RequestSpecification request = Rest.sending(row.type(), row.body());
    return row.request().equals("apply")
        ? request.post("/api/v1/apply")
        : request.put("/api/v1/" + row.request());
  }

  private static Row row(
      String name, String type, String body, int status, String code, String says) {
    return new Row(name, "policies/bad", type, body, status, code, says);
  }

  private static Row bundle(String name, String body, int status, String code, String says) {
    return new Row(name, "apply", JSON, body, status, code, says);
  }

  private static String where(String expression) {
    return Docs.policySpec(
        "bad",
        "{\"service\":\"asr\",\"type\":\"config\",\"config\":{},\"placement\":{\"where\":\""
            + expression
            + "\"}}");
  }

  /// Five loops inside each other.
  private static String nested(String list) {
    return "L.all(a,L.all(b,L.all(c,L.all(d,L.all(e,a+b+c+d+e>0)))))".replace("L", list);
  }

  private static String cells(int count) {
    StringBuilder bundle = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      bundle.append(i == 0 ? "" : ",").append(Docs.cell("many-" + i));
    }
    return bundle.append("]").toString();
  }
}
