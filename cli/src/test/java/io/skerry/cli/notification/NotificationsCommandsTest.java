package io.skerry.cli.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NotificationsCommandsTest {
  private static final String ID = "01JD4Y3V9Q0000000000000001";
  private static final String MESSAGE =
      """
      {"id": "%s", "event": "held", "at": "2026-11-20T11:50:00Z", "attempts": 14, "dead": true,
       "due": "2026-11-20T11:59:00Z", "error": "answered 503",
       "target": {"kind": "NotificationTarget", "tenant": "video", "name": "ops"},
       "body": {"rollout": "01jd4", "type": "rollout.held"}}"""
          .formatted(ID);

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void deadMessagesAreListedWithTheirError() {
    server.answer(
        "GET /api/v1/notifications?dead=true", "{\"total\": 2, \"items\": [" + MESSAGE + "]}");

    Outcome result = command.run("notifications", "list", "--dead");

    assertThat(result.out().lines().skip(1))
        .singleElement()
        .asString()
        .containsSubsequence(ID, "video/ops", "held", "01jd4", "dead", "14", "10m", "answered 503");
    assertThat(result.err()).contains("the oldest 1 of 2");
  }

  @Test
  void nothingToShowIsSaid() {
    server.answer("GET /api/v1/notifications", "{\"total\": 0, \"items\": []}");

    assertThat(command.run("notifications", "list").err()).contains("none found");
  }

  @Test
  void oneMessageIsShownWhole() {
    server.answer("GET /api/v1/notifications/" + ID, MESSAGE);

    assertThat(command.run("notifications", "show", ID).out()).contains("type: rollout.held");
    assertThat(command.run("notifications", "show", "other").exitCode()).isEqualTo(1);
  }

  @Test
  void allDeadOnesAreTriedAgain() {
    server.answer(
        "GET /api/v1/notifications?dead=true", "{\"total\": 1, \"items\": [" + MESSAGE + "]}");
    server.answer("POST /api/v1/notifications/" + ID + "/retry", MESSAGE);

    Outcome result = command.run("notifications", "retry", "--dead");

    assertThat(result.out()).isEqualTo(ID + " to video/ops is tried again\n");
    assertThat(server.calls("POST /api/v1/notifications/" + ID + "/retry")).hasSize(1);
  }

  @Test
  void retryingNothingIsAMistake() {
    assertThat(command.run("notifications", "retry").exitCode()).isEqualTo(2);
    assertThat(command.run("notifications", "retry", "--dead", ID).exitCode()).isEqualTo(2);
  }
}
