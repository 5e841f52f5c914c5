package io.skerry.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ServiceSharesCommandTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sharesAreShownWithTheirDerivation() {
    server.answer(
        "GET /api/v1/tenants/video/services/asr/shares",
        """
        {"service": "asr", "formula": "max(0.05, ...)", "total": 1.6,
         "nodes": [{"node": "n1", "state": "ready", "weight": 100, "score": 100, "part": 1,
                    "share": 0.625, "derivation": "max(...) = 1.0000"},
                   {"node": "n2", "state": "lost", "weight": 100, "score": 0, "part": 0.6,
                    "share": 0.375, "derivation": "max(...) = 0.6000"}]}
        """);

    Outcome result = command.run("service", "shares", "asr", "-t", "video");

    assertThat(result.out())
        .isEqualTo(
            """
            NODE   STATE   SHARE     WEIGHT   SCORE   DERIVATION
            n1     ready   62.50 %   100      100     max(...) = 1.0000
            n2     lost    37.50 %   100      0       max(...) = 0.6000
            """);
    assertThat(result.err()).contains("share = max(0.05, ...)");
  }
}
