package io.skerry.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContextCommandsTest {
  private final StubServer server = new StubServer();

  @TempDir private Path home = Path.of("");

  @AfterEach
  void stop() {
    server.close();
  }

  private Outcome run(String... arguments) {
    return new CommandRun(Map.of(), "", home).run(arguments);
  }

  @Test
  void theCurrentContextIsWhereCommandsGo() {
    server.answer("GET /api/v1/cells/c", "{\"metadata\": {\"name\": \"c\"}}");
    run("context", "add", "elsewhere", "--server", "http://127.0.0.1:1");
    run("context", "add", "here", "--server", server.address());

    assertThat(run("get", "cell", "c").exitCode()).isEqualTo(5);
    assertThat(run("context", "use", "here").exitCode()).isZero();
    assertThat(run("get", "cell", "c").exitCode()).isZero();
    assertThat(run("get", "cell", "c", "--context", "elsewhere").exitCode()).isEqualTo(5);
    assertThat(run("context", "list").out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("*").contains("here", server.address()));
  }

  @Test
  void anUnknownContextIsNotUsed() {
    Outcome outcome = run("context", "use", "nowhere");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("skerry context add nowhere");
  }

  @Test
  void aBrokenFileIsNamedAndKept() throws IOException {
    Path file = home.resolve(".config/skerry/contexts.yaml");
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, "contexts: {a: [\n");

    Outcome outcome = run("context", "add", "b", "--server", "http://127.0.0.1:1");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains(file.toString());
    assertThat(Files.readString(file)).isEqualTo("contexts: {a: [\n");
  }
}
