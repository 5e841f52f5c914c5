package io.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodeTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, malformed, 3",
    "413, too-large, 3",
    "415, unsupported-media-type, 3",
    "422, invalid, 3",
    "409, in-use, 4",
    "412, stale-version, 4",
    "503, store-unavailable, 5",
    "503, outcome-unknown, 1",
    "401, unauthenticated, 1",
    "404, not-found, 1",
    "500, internal, 1"
  })
  void everyRefusalHasItsExitCode(int status, String code, int expected) {
    server.refuse("GET /api/v1/nodes/a", status, code, "[]");

    Outcome outcome = command.run("get", "node", "a");

    assertThat(outcome.exitCode()).isEqualTo(expected);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("error: Refused: for a reason");
  }

  @Test
  void successIsZero() {
    server.answer("GET /api/v1/nodes/a", "{}");

    assertThat(command.run("get", "node", "a").exitCode()).isZero();
  }

  @Test
  void wrongFieldsAreNamedOnePerLine() {
    server.refuse(
        "GET /api/v1/nodes/a",
        422,
        "invalid",
        """
        [{"field": "spec.cell", "message": "no such cell"}, {"field": "spec.weight", "message": "too big"}]
        """);

    assertThat(command.run("get", "node", "a").err())
        .isEqualTo(
            """
            error: Refused
              spec.cell: no such cell
              spec.weight: too big
            """);
  }

  @ParameterizedTest
  @CsvSource({"get --help", "rollout --help", "rollout approve --help", "apply -h"})
  void everyCommandExplainsItself(String line) {
    assertThat(command.run(line.split(" ", -1)).exitCode()).isZero();
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void nobodyListeningIsUnreachable() {
    server.close();

    Outcome outcome = command.run("get", "nodes");

    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.err()).contains(server.address(), "connection refused", "--server");
  }

  @Test
  void somethingThatIsNoControlPlaneIsAFailure() {
    server.answer("GET /api/v1/nodes/a", "<html>hello</html>");

    Outcome outcome = command.run("get", "node", "a");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("did not answer like a Skerry control plane");
  }

  @ParameterizedTest
  @CsvSource({
    "get",
    "get unicorns",
    "get nodes -o xml",
    "apply",
    "nonsense",
    "delete node",
    "get nodes --server nowhere",
    "get nodes --context unknown"
  })
  void wrongUseIsTwo(String line) {
    Outcome outcome = command.run(line.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: ");
    assertThat(server.calls()).isEmpty();
  }
}
