package io.skerry.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeProbeCommandTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private static String answer(boolean passed, String outcome) {
    return """
        {"node": "n1", "replica": "cp-1", "passed": %s,
         "results": [{"probe": "front", "check": "http", "target": "http://10.0.0.7/ready",
                      "outcome": "%s", "attempts": 2, "durationMillis": 31,
                      "message": "answered 200"}]}
        """
        .formatted(passed, outcome);
  }

  @Test
  void whatHappenedIsPrinted() {
    server.answer("POST /api/v1/nodes/n1/probe", answer(true, "passed"));

    Outcome result = command.run("node", "probe", "n1");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            PROBE   CHECK   OUTCOME   ATTEMPTS   TOOK    MESSAGE        TARGET
            front   http    passed    2          31 ms   answered 200   http://10.0.0.7/ready
            """);
    assertThat(result.err()).contains("tried by replica cp-1");
  }

  @Test
  void aFailedProbeIsAFailedCommand() {
    server.answer("POST /api/v1/nodes/n1/probe?retries=2&timeout=500ms", answer(false, "failed"));

    Outcome result = command.run("node", "probe", "n1", "--timeout", "500ms", "--retries", "2");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("node n1 did not pass every probe");
  }

  @Test
  void aRefusedTimeOutIsAValidationError() {
    server.refuse(
        "POST /api/v1/nodes/n1/probe?timeout=1h",
        422,
        "invalid",
        "[{\"field\": \"timeout\", \"message\": \"must be a duration from 50ms to 10s\"}]");

    Outcome result = command.run("node", "probe", "n1", "--timeout", "1h");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("timeout: must be a duration");
  }
}
