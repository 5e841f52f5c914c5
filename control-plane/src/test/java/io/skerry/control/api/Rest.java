package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/// The calls that tests make, in short.
final class Rest {

  private Rest() {}

  static RequestSpecification json(String body) {
    return sending("application/json", body);
  }

  static RequestSpecification yaml(String body) {
    return sending("application/yaml", body);
  }

  static RequestSpecification mergePatch(String body) {
    return sending("application/merge-patch+json", body);
  }

  /// A request with exactly this Content-Type.
  static RequestSpecification sending(String type, String body) {
    return given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
        .header("Content-Type", type)
        .body(body.getBytes(StandardCharsets.UTF_8));
  }

  static Response put(String path, String body) {
    return json(body).put("/api/v1/" + path);
  }

  static Response get(String path) {
    return given().get("/api/v1/" + path);
  }

  static Response apply(String body) {
    return json(body).post("/api/v1/apply");
  }

  /// Puts a document that must be accepted, and answers its resource version.
  static String accepted(String path, String body) {
    return put(path, body)
        .then()
        .statusCode(oneOf(200, 201))
        .extract()
        .path("metadata.resourceVersion");
  }

  static String version(String path) {
    return get(path).then().statusCode(200).extract().path("metadata.resourceVersion");
  }
}
