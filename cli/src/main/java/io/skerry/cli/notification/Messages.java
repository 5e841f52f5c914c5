package io.skerry.cli.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.rest.ApiRequest;

/// How messages are asked for, and what of them is shown.
final class Messages {
  private static final String PATH = "/api/v1/notifications";

  private Messages() {}

  static ApiRequest list(boolean onlyDead) {
    return ApiRequest.get(PATH).with("dead", onlyDead ? "true" : "");
  }

  static ApiRequest one(String id) {
    return ApiRequest.get(PATH + "/" + id);
  }

  static ApiRequest retry(String id) {
    return ApiRequest.post(PATH + "/" + id + "/retry");
  }

  static String target(JsonNode message) {
    return message.at("/target/tenant").asText("-") + "/" + message.at("/target/name").asText();
  }

  static boolean isDead(JsonNode message) {
    return message.path("dead").asBoolean();
  }

  static String state(JsonNode message) {
    return isDead(message) ? "dead" : "waiting";
  }
}
