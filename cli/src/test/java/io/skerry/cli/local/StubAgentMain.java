package io.skerry.cli.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What an agent looks like from outside: joins, serves, reports. A node called `broken-1` ends at
/// once.
final class StubAgentMain {
  private StubAgentMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      flags.put(arguments[i], arguments[i + 1]);
    }
    String node = flags.getOrDefault("--node", "");
    if (node.equals("broken-1")) {
      System.err.println("this agent is broken");
      System.exit(7);
    }
    Path data = Path.of(flags.getOrDefault("--data-dir", ""));
    String token =
        flags.containsKey("--join-token-file")
            ? Files.readString(Path.of(flags.getOrDefault("--join-token-file", "")))
            : Files.readString(data.resolve("identity.json"));
    Files.writeString(data.resolve("identity.json"), token);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/healthz",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Files.writeString(
        data.resolve("local-api.address"), "127.0.0.1:" + server.getAddress().getPort());
    HttpRequest report =
        HttpRequest.newBuilder(
                URI.create(flags.get("--control-plane") + "/edge/v1/status?" + node + "&" + token))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(report, BodyHandlers.discarding());
    }
  }
}
