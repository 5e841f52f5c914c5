package io.skerry.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a control plane looks like to a launcher: takes documents, issues tokens, and calls a node
/// ready that has reported with its token.
final class StubControlPlaneMain {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, JsonNode> DOCUMENTS = new TreeMap<>();
  private static final Set<String> REPORTED = new TreeSet<>();

  private StubControlPlaneMain() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "0"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", StubControlPlaneMain::handle);
    server.start();
  }

  private static void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.equals("/api/v1/apply")) {
      for (JsonNode document : JSON.readTree(body)) {
        DOCUMENTS.put(
            document.at("/kind").asText() + "/" + document.at("/metadata/name").asText(), document);
      }
    } else if (path.equals("/edge/v1/status")) {
      String[] parts = exchange.getRequestURI().getQuery().split("&", -1);
      if (parts[1].equals("token-of-" + parts[0])) {
        REPORTED.add(parts[0]);
      }
    }
    byte[] answer = JSON.writeValueAsBytes(answer(path));
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static JsonNode answer(String path) {
    ObjectNode answer = JSON.createObjectNode();
    if (path.endsWith("/join-token")) {
      return answer.put("token", "token-of-" + path.split("/", -1)[4]);
    }
    ArrayNode items = answer.putArray("items");
    if (path.equals("/api/v1/rollouts")) {
      // It goes on until a node has reported.
      ObjectNode rollout = items.addObject();
      rollout.putObject("metadata").put("name", "01kamq3v5w8zqj4c2n7hbx6f3p");
      rollout.putObject("status").put("phase", REPORTED.isEmpty() ? "progressing" : "succeeded");
      return answer;
    }
    String kind = path.equals("/api/v1/nodes") ? "Node/" : "Cell/";
    DOCUMENTS.forEach(
        (key, document) -> {
          if (key.startsWith(kind)) {
            items.add(withState(document.deepCopy()));
          }
        });
    return answer;
  }

  private static ObjectNode withState(ObjectNode document) {
    boolean ready = REPORTED.contains(document.at("/metadata/name").asText());
    document.putObject("status").put("state", ready ? "ready" : "pending");
    return document;
  }
}
