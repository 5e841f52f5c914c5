package io.skerry.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeleteCommandTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void namedResourcesAreDeletedInTheirTenant() {
    server.answer("DELETE /api/v1/tenants/video/policies/a", "{}");
    server.answer("DELETE /api/v1/tenants/video/policies/b", "{}");

    assertThat(command.run("delete", "policy", "a", "b", "-t", "video"))
        .isEqualTo(new Outcome(0, "policy/a deleted\npolicy/b deleted\n", ""));
  }

  @Test
  void aResourceInUseIsAConflict() {
    server.refuse("DELETE /api/v1/cells/c", 409, "in-use", "[]");

    assertThat(command.run("delete", "cell", "c").exitCode()).isEqualTo(4);
  }

  @Test
  void tokensAreTheOnlyOutput() {
    server.answer(
        "POST /api/v1/nodes/n/join-token",
        201,
        "{\"token\": \"id.secret\", \"expiresAt\": \"2026-11-20T12:10:00Z\"}");

    assertThat(command.run("node", "token", "n"))
        .isEqualTo(new Outcome(0, "id.secret\n", "valid once, until 2026-11-20T12:10:00Z\n"));
  }
}
