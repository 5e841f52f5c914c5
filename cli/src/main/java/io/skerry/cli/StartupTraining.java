package io.skerry.cli;

import com.sun.net.httpserver.HttpServer;
import io.skerry.cli.print.Terminal;
import io.skerry.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// Runs the usual commands against answers of its own, so that the JVM can record what they load.
final class StartupTraining {
  private static final String DOCUMENT =
      """
      {"apiVersion": "skerry/v1", "kind": "Policy", "metadata": {"name": "p"}, "spec": {}}
      """;
  private static final String LIST =
      """
      {"metadata": {"resourceVersion": "1"}, "items": [{"metadata": {"name": "a", "generation": 1,
      "createdAt": "2026-01-01T00:00:00Z"}, "spec": {"cell": "c"}, "status": {"state": "ready"}}]}
      """;

  private StartupTraining() {}

  /// Trains, printing nothing.
  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = LIST.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    for (String output : new String[] {"table", "wide", "yaml", "json"}) {
      run("get", "nodes", "-o", output, "--server", address);
    }
    run("get", "policies", "--server", address);
    run("apply", "-f", "-", "--server", address);
    run("describe", "node", "a", "--server", address);
    run("plan", "-f", "-", "--server", address);
    run("rollout", "list", "--server", address);
    run("get", "nonsense", "--server", address);
    run("--help");
    server.stop(0);
  }

  private static void run(String... arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    InputStream input = new ByteArrayInputStream(DOCUMENT.getBytes(StandardCharsets.UTF_8));
    Shell shell =
        new Shell(
            new Terminal(nowhere, nowhere, true, 0),
            input,
            Map.of(),
            Path.of(System.getProperty("user.home", ".")),
            "",
            InstantSource.fixed(Instant.EPOCH),
            time -> {});
    Skerry.commandLine(shell)
        .setOut(new PrintWriter(nowhere, false, StandardCharsets.UTF_8))
        .execute(arguments);
  }
}
