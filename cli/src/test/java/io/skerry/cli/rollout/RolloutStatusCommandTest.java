package io.skerry.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RolloutStatusCommandTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void wavesGatesAndFailingNodesAreShown() {
    Rollouts.listed(server, Rollouts.progressing());
    server.answer(Rollouts.ITEM, Rollouts.progressing());

    assertThat(command.run("rollout", "status", "policy/rate-limit").out())
        .isEqualTo(
            """
            01kamq3v5w8zqj4c2n7hbx6f3p  policy/rate-limit  strategy fast, by alice@127.0.0.1, 60s ago
            progressing for 10s, on 3 of 5 reachable nodes, 3 of all 6: wave rest is being moved
               1 canary  ████████████████████████  1/1  complete for 48s (bake 5s)
               2 rest    █████████░░░░░░░░░░░░░░░  2/5  began 10s ago, 1 updating, 1 refused, 1 unreachable
              gate     ackFailureRate red: 1 of 3 nodes refused
              failing  ams-1: digest-mismatch: of blob 12
              plan     aaaabbbbccccdddd
            """);
  }

  @Test
  void wavesOfARolloutThatWasTurnedBackSayWhatHappened() {
    Rollouts.listed(server, Rollouts.turnedBack("rolledBack", 0));
    server.answer(Rollouts.ITEM, Rollouts.turnedBack("rolledBack", 0));

    assertThat(command.run("rollout", "status", "6f3p").out())
        .contains(
            """
               1 canary  ░░░░░░░░░░░░░░░░░░░░░░░░  0/1  returned to what it had before
               2 gone    ░░░░░░░░░░░░░░░░░░░░░░░░  0/0  none of its nodes is left
               3 rest    ░░░░░░░░░░░░░░░░░░░░░░░░  0/5
            """)
        .doesNotContain("complete");
  }

  @Test
  void howFarRequestsMovedIsShown() {
    Rollouts.listed(server, Rollouts.shifting());
    server.answer(Rollouts.ITEM, Rollouts.shifting());

    assertThat(command.run("rollout", "status", "6f3p").out())
        .contains(
            "2 traffic-25   ████████████░░░░░░░░░░░░  1/2  began 10s ago, 1 to come",
            "traffic  step 2 of 3 (5 % -> 25 % -> 100 %): asr v1 75 %, v2 25 %; 1 node behind",
            "waiting  ams-1: outside its maintenance windows\n",
            "waiting  ams-2: on air, until 2026-11-20T13:00:00Z\n",
            "waiting  for 1 more that are not to be changed now");
  }

  @Test
  void ordersAreToldWithWhoGaveThem() {
    String ordered =
        Rollouts.in("held", "the deadline passed")
            .replace(
                "\"strategyName\"",
                """
                "orders": [{"verb": "pause", "wave": 0, "actor": "bob",
                            "at": "2026-11-20T11:59:30Z", "reason": "lunch"}], "strategyName"
                """);
    Rollouts.listed(server, ordered);
    server.answer(Rollouts.ITEM, ordered);

    assertThat(command.run("rollout", "status", "6f3p").out())
        .contains("order    pause by bob 30s ago: lunch", "skerry rollout resume " + Rollouts.NAME);
  }

  @Test
  void aNameThatFitsNoneOrSeveralIsRefused() {
    Rollouts.listed(
        server,
        Rollouts.rollout("01kamq000000000000001bx6f3p", "", ""),
        Rollouts.rollout("01kamq000000000000002bx6f3p", "", ""));

    assertThat(command.run("rollout", "status", "3p").err()).contains("too short");
    assertThat(command.run("rollout", "status", "nothing").exitCode()).isEqualTo(1);
    assertThat(command.run("rollout", "status", "6f3p").err())
        .contains("2 rollouts end in '6f3p'", "1bx6f3p");
    assertThat(command.run("rollout", "status", "policy/other").err())
        .contains("no rollout moves 'policy/other'");
    assertThat(command.run("rollout", "status", "unicorn/other").exitCode()).isEqualTo(2);
  }

  @Test
  void aFullNameIsNotSearchedFor() {
    server.answer(Rollouts.ITEM, Rollouts.progressing());

    assertThat(command.run("rollout", "status", Rollouts.NAME).exitCode()).isZero();
    assertThat(server.calls(Rollouts.LIST)).isEmpty();
  }

  @Test
  void aResourceOfAnotherTenantIsNamedWithIt() {
    String video = Rollouts.progressing().replace("\"default\"", "\"video\"");
    Rollouts.listed(server, Rollouts.progressing(), video);
    server.answer("GET /api/v1/tenants/video/rollouts/" + Rollouts.NAME, video);

    assertThat(command.run("rollout", "status", "po/video/rate-limit").out())
        .contains("policy/video/rate-limit");
  }
}
