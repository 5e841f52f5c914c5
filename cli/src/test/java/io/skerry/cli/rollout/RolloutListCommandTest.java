package io.skerry.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RolloutListCommandTest {
  private static final String OLDER = "01kamq00000000000000000abc";

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private void twoRollouts() {
    Rollouts.listed(
        server,
        Rollouts.rollout(
            OLDER,
            """
            "phase": "rolledBack", "since": "2026-11-20T11:59:50Z", "handled": 0
            """,
            ""),
        Rollouts.progressing());
  }

  @Test
  void theNewestComesFirstWithWhatItReachedOfWhom() {
    twoRollouts();

    assertThat(command.run("rollout", "list").out())
        .isEqualTo(
            """
            NAME     RESOURCES           STRATEGY   PHASE         WAVE       REACHABLE   ALL   AGE   REASON
            bx6f3p   policy/rate-limit   fast       progressing   2/2 rest   3/5         3/6   60s   wave rest is being moved
            000abc   policy/rate-limit   fast       rolled back   -          -           -     60s   -
            """);
  }

  @Test
  void activeLeavesOutWhatIsOver() {
    twoRollouts();

    assertThat(command.run("rollout", "list", "--active").out())
        .contains("bx6f3p")
        .doesNotContain("000abc");
  }

  @Test
  void wideTellsMoreAndDocumentsTellAll() {
    twoRollouts();

    assertThat(command.run("rollout", "list", "-o", "wide").out()).contains("AUTHOR", "alice");
    assertThat(command.run("rollout", "list", "-o", "yaml").out())
        .startsWith("---\napiVersion: skerry/v1\nkind: RolloutList\n")
        .contains("name: " + OLDER);
    assertThat(command.run("rollout", "list", "-o", "json").out()).contains("\"" + OLDER + "\"");
  }

  @Test
  void namesThatEndAlikeAreShownLonger() {
    Rollouts.listed(
        server,
        Rollouts.rollout("01kamq000000000000001bx6f3p", "\"phase\": \"held\"", ""),
        Rollouts.rollout("01kamq000000000000002bx6f3p", "\"phase\": \"held\"", ""));

    assertThat(command.run("rollout", "list").out()).contains("1bx6f3p ", "2bx6f3p ");
  }

  @Test
  void noRolloutsIsNoFailure() {
    Rollouts.listed(server);

    assertThat(command.run("rollout", "list")).isEqualTo(new Outcome(0, "", "none found\n"));
  }

  @Test
  void getShowsFullNames() {
    twoRollouts();
    server.answer(
        "GET /api/v1/tenants/default/rollouts?limit=500",
        "{\"items\": [" + Rollouts.progressing() + "]}");
    server.answer(Rollouts.ITEM, Rollouts.progressing());

    assertThat(command.run("get", "rollouts").out()).contains(Rollouts.NAME, "2/2 rest");
    assertThat(command.run("get", "rollout", "x6f3p").out()).contains(Rollouts.NAME);
    assertThat(command.run("describe", "ro", "x6f3p").out())
        .contains("wave rest is being moved", "strategyName: fast");
  }
}
