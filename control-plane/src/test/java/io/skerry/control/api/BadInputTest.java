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
import org.junit.jupiter.params.provider.CsvSource;

/// The catalogue of bad input: each is refused with the right code, field and remedy, and changes
/// nothing.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class BadInputTest {

  private static final String JSON = "application/json";
  private static final String POLICY =
      "{\"apiVersion\":\"skerry/v1\",\"kind\":\"Policy\",\"metadata\":{\"name\":\"bad\"},"
          + "\"spec\":{\"service\":\"asr\",";

  @Inject StateStore store;
  @Inject Keys keys;

  @BeforeEach
  void somethingToLose() {
    String version = Rest.accepted("policies/kept", Docs.policy("kept", 1));
    assertThat(version).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "||",
      quoteCharacter = '`',
      textBlock =
          """
          truncated                || application/json || 400 || malformed || .                              || {"kind":
          empty                    || application/json || 400 || malformed || .                              || ${nothing}
          duplicate key in JSON    || application/json || 400 || malformed || kind                           || {"kind":"Policy","kind":"Cell"}
          duplicate key in YAML    || application/yaml || 400 || malformed || kind                           || kind: Policy\\nkind: Cell
          deep JSON                || application/json || 400 || malformed || deep|nest|level                || ${deepJson}
          deep YAML                || application/yaml || 400 || malformed || deep|nest|level                || ${deepYaml}
          YAML alias bomb          || application/yaml || 400 || malformed || anchor|alias                   || a: &a [x,x]\\nb: [*a,*a]
          YAML tag                 || application/yaml || 400 || malformed || tag                            || kind: !!javax.script.ScriptEngineManager []
          only comments            || application/yaml || 400 || malformed || empty|object|document          || # nothing
          two documents            || application/yaml || 400 || malformed || 2 documents                    || kind: Policy\\n---\\nkind: Policy
          byte order mark          || application/json || 400 || malformed || byte order mark                || \uFEFF{}
          long number              || application/json || 400 || malformed || number|digit                   || {"a":${longNumber}}
          NaN                      || application/json || 400 || malformed || .                              || {"a":NaN}
          long field name          || application/json || 400 || malformed || name                           || {"${longName}":1}
          long text                || application/json || 400 || malformed || 65536|string|text              || {"a":"${longText}"}
          lone surrogate           || application/json || 400 || malformed || surrogate|Unicode|UTF          || {"a":"\\ud800"}
          beyond 2^53              || application/json || 400 || malformed || spec.priority                  || ${policy}"type":"config","priority":9223372036854775808,"config":{}}}
          missing kind             || application/json || 422 || invalid   || "field":"kind"                 || {}
          unknown kind             || application/json || 422 || invalid   || did you mean Policy            || {"kind":"Polcy"}
          other kind than the path || application/json || 422 || invalid   || must be Policy                 || {"kind":"Cell"}
          unknown version          || application/json || 422 || invalid   || apiVersion.*skerry/v1          || {"apiVersion":"skerry/v9","kind":"Policy","metadata":{"name":"bad"},"spec":{}}
          unknown field            || application/json || 422 || invalid   || spec.servce.*mean service      || {"apiVersion":"skerry/v1","kind":"Policy","metadata":{"name":"bad"},"spec":{"servce":"asr"}}
          unknown policy type      || application/json || 422 || invalid   || spec.type.*rateLimit           || ${policy}"type":"ratelimit","config":{}}}
          other name than the path || application/json || 422 || invalid   || metadata.name.*must be bad     || {"apiVersion":"skerry/v1","kind":"Policy","metadata":{"name":"worse"},"spec":{"service":"asr","type":"config","config":{}}}
          upper-case name          || application/json || 422 || invalid   || metadata.name                  || {"apiVersion":"skerry/v1","kind":"Policy","metadata":{"name":"Bad"},"spec":{}}
          right-to-left override   || application/json || 422 || invalid   || metadata.name                  || {"apiVersion":"skerry/v1","kind":"Policy","metadata":{"name":"ba\u202Ed"},"spec":{}}
          null field               || application/json || 422 || invalid   || spec.type                      || ${policy}"type":null,"config":{}}}
          negative priority        || application/json || 422 || invalid   || spec.priority                  || ${policy}"type":"config","priority":-1,"config":{}}}
          CEL syntax               || application/json || 422 || invalid   || spec.placement.where           || ${policy}"type":"config","config":{},"placement":{"where":"region =="}}}
          CEL type                 || application/json || 422 || invalid   || spec.placement.where           || ${policy}"type":"config","config":{},"placement":{"where":"region == 3"}}}
          CEL unknown variable     || application/json || 422 || invalid   || spec.placement.where.*region   || ${policy}"type":"config","config":{},"placement":{"where":"regoin == 'x'"}}}
          CEL cost                 || application/json || 422 || invalid   || spec.placement.where           || ${policy}"type":"config","config":{},"placement":{"where":"${costly}"}}}
          unknown strategy         || application/json || 422 || invalid   || spec.strategy                  || ${policy}"type":"config","config":{},"strategy":"nope"}}
          version that is none     || application/json || 422 || invalid   || metadata.resourceVersion       || {"apiVersion":"skerry/v1","kind":"Policy","metadata":{"name":"bad","resourceVersion":"x"},"spec":{"service":"asr","type":"config","config":{}}}
          plain text               || text/plain       || 415 || unsupported-media-type || application/json  || a=b
          UTF-16                   || application/json;charset=utf-16 || 415 || unsupported-media-type || UTF-8 || {}
          """)
  void badDocumentIsRefusedAndChangesNothing(
      String name, String type, int status, String code, String says, String body) {
    refused(Rest.sending(type, expanded(body)), "PUT /api/v1/policies/bad", status, code, says);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "||",
      quoteCharacter = '`',
      textBlock =
          """
          unknown cell              || 422 || invalid   || documents\\[1\\].spec.cell.*not declared             || [${cell},${node}]
          unknown field             || 422 || invalid   || documents\\[1\\].spec.clod.*mean cloud               || [${cell},{"apiVersion":"skerry/v1","kind":"Cell","metadata":{"name":"b"},"spec":{"clod":"aws"}}]
          the same resource twice   || 422 || invalid   || documents\\[1\\].metadata.name.*documents\\[0\\]     || [${cell},${cell}]
          split of no service       || 422 || invalid   || documents\\[0\\].spec.service                        || [${split}]
          split to no version       || 422 || invalid   || documents\\[1\\].spec.weights.v9                     || [${service},${split}]
          weights without a sum     || 422 || invalid   || documents\\[1\\].spec.weights                        || [${service},${weightless}]
          a rollout                 || 422 || invalid   || documents\\[0\\].kind.*made by the control plane     || [${rollout}]
          an empty array            || 400 || malformed || 1 to 500                                             || []
          an array of numbers       || 400 || malformed || documents\\[0\\]                                     || [1,2]
          too many changes          || 422 || invalid   || 121 resources                                        || ${121 cells}
          too many documents        || 400 || malformed || 500                                                  || ${501 cells}
          """)
  void badBundleIsRefusedWhole(String name, int status, String code, String says, String body) {
    refused(Rest.json(expanded(body)), "POST /api/v1/apply", status, code, says);
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

  private void refused(
      RequestSpecification request, String call, int status, String code, String says) {
    Map<String, Long> before = StoreContent.of(store, keys);

    Response answer =
        call.startsWith("PUT ")
            ? request.put(call.substring("PUT ".length()))
            : request.post(call.substring("POST ".length()));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    assertThat(answer.asString()).containsPattern(says).doesNotContain("Exception", "\tat ");
    assertThat(StoreContent.of(store, keys)).isEqualTo(before);
  }

  /// Fills in what is too long for a table.
  private static String expanded(String body) {
    return body.replace("\\n", "\n")
        .replace("${nothing}", "")
        .replace("${deepJson}", "{\"a\":".repeat(80) + "1" + "}".repeat(80))
        .replace("${deepYaml}", "a: " + "[".repeat(80) + "]".repeat(80))
        .replace("${longNumber}", "9".repeat(60))
        .replace("${longName}", "a".repeat(300))
        .replace("${longText}", "x".repeat(70_000))
        .replace("${costly}", nested("[1,2,3,4,5,6,7,8,9]"))
        .replace("${policy}", POLICY)
        .replace("${cell}", Docs.cell("bad-a"))
        .replace("${node}", Docs.node("bad-b", "none"))
        .replace("${service}", Docs.service("bad-s"))
        .replace("${split}", Docs.split("bad-s", "bad-s", "{\"v9\":1}"))
        .replace("${weightless}", Docs.split("bad-s", "bad-s", "{\"v1\":0}"))
        .replace("${rollout}", Docs.ROLLOUT)
        .replace("${121 cells}", cells(121))
        .replace("${501 cells}", cells(501));
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
