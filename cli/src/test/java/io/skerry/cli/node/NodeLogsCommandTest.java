package io.skerry.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeLogsCommandTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void linesArePrintedAsTheyAre() {
    server.answer(
        "GET /api/v1/nodes/n1/logs?limit=2&since=10m",
        "{\"node\":\"n1\",\"truncated\":true,\"lines\":[\"one\",\"two\"]}");

    Outcome result = command.run("node", "logs", "n1", "--since", "10m", "--limit", "2");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("one\ntwo\n");
    assertThat(result.err()).contains("there are older lines");
  }

  @Test
  void aNodeThatIsAwayIsSaid() {
    server.refuse("GET /api/v1/nodes/n1/logs", 503, "node-away", "[]");

    Outcome result = command.run("node", "logs", "n1");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("for a reason");
  }
}
