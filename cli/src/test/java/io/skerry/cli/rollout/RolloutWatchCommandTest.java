package io.skerry.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutWatchCommandTest {
  private static final String EVENT = "event: modified\nid: 11\ndata: {\"object\": {}}\n\n";

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @BeforeEach
  void listed() {
    Rollouts.listed(server, Rollouts.progressing());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everythingThatHappensIsToldOnceUntilItSucceeds() {
    server.answer(Rollouts.ITEM, Rollouts.progressing());
    server.answer(Rollouts.ITEM, Rollouts.progressing());
    server.answer(Rollouts.ITEM, Rollouts.in("succeeded", "every reachable node has it"));
    server.stream(Rollouts.WATCH, EVENT);

    Outcome outcome = command.run("rollout", "watch", "x6f3p");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                12:00:00 bx6f3p  policy/rate-limit with strategy fast
                12:00:00 bx6f3p  wave 1/2 canary begins: 1 node
                12:00:00 bx6f3p  wave 1/2 canary: healthScore green
                12:00:00 bx6f3p  wave 1/2 canary complete, baking for 5s
                12:00:00 bx6f3p  wave 2/2 rest begins: 5 nodes
                12:00:00 bx6f3p  wave 2/2 rest: ackFailureRate red: 1 of 3 nodes refused
                12:00:00 bx6f3p  ams-1 fails: digest-mismatch: of blob 12
                12:00:00 bx6f3p  progressing: 3 of 6 nodes have it (1 updating, 1 refused, 1 unreachable) - wave rest is being moved
                12:00:00 bx6f3p  succeeded: 6 of 6 nodes have it - every reachable node has it
                """,
                ""));
  }

  @ParameterizedTest
  @CsvSource({
    "held, held, skerry rollout resume",
    "rolledBack, rolled back, correct the change",
    "aborted, aborted, skerry rollout rollback",
    "superseded, superseded, skerry rollout watch policy/rate-limit"
  })
  void whatStoppedIsAFailureWithAWayOut(String phase, String words, String advice) {
    server.answer(Rollouts.ITEM, Rollouts.in(phase, "for this reason"));

    Outcome outcome = command.run("rollout", "watch", "x6f3p");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("error: rollout " + Rollouts.NAME + ": " + words + ": for this reason\n  ")
        .contains(advice);
  }

  @Test
  void wavesOfARolloutThatWasTurnedBackSayWhatHappened() {
    server.answer(Rollouts.ITEM, Rollouts.turnedBack("rollingBack", 1));
    server.answer(Rollouts.ITEM, Rollouts.turnedBack("rolledBack", 0));
    server.stream(Rollouts.WATCH, EVENT);

    Outcome outcome = command.run("rollout", "watch", "x6f3p");

    assertThat(outcome.out())
        .contains(
            "wave 1/3 canary: returns to what it had before, 1 of 1 still have it",
            "wave 1/3 canary: returned to what it had before\n",
            "wave 2/3 gone: none of its nodes is left")
        .doesNotContain("complete", "begins");
  }

  @Test
  void anOrderThatIsNotHandledYetMayStillMoveIt() {
    String resumed =
        Rollouts.in("held", "the deadline passed")
            .replace("\"strategyName\"", "\"orders\": [{\"verb\": \"resume\"}], \"strategyName\"");
    server.answer(Rollouts.ITEM, resumed);
    server.answer(Rollouts.ITEM, Rollouts.in("succeeded", ""));
    server.stream(Rollouts.WATCH, EVENT);

    assertThat(command.run("rollout", "watch", "x6f3p").exitCode()).isZero();
  }

  @Test
  void whoeverMustActIsToldHowWhileItWaits() {
    server.answer(Rollouts.ITEM, Rollouts.in("awaitingApproval", ""));
    server.answer(Rollouts.ITEM, Rollouts.in("succeeded", ""));
    server.stream(Rollouts.WATCH, EVENT);

    Outcome outcome = command.run("rollout", "watch", "x6f3p");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("somebody other than alice@127.0.0.1:  skerry rollout approve " + Rollouts.NAME);
  }

  @Test
  void anExpiredWatchBeginsAnew() {
    server.answer(Rollouts.ITEM, Rollouts.progressing());
    server.answer(Rollouts.ITEM, Rollouts.in("succeeded", ""));
    server.refuse(Rollouts.WATCH, 410, "gone", "[]");

    assertThat(command.run("rollout", "watch", "x6f3p").exitCode()).isZero();
  }

  @Test
  void aServerThatStaysAwayEndsTheWatch() {
    server.answer(Rollouts.ITEM, Rollouts.progressing());
    server.answer(Rollouts.WATCH, 503, "{\"title\": \"Down\", \"code\": \"store-unavailable\"}");

    assertThat(command.run("rollout", "watch", "x6f3p").exitCode()).isEqualTo(5);
  }

  @Test
  void onATerminalTheBoardIsDrawnOverAndTheTerminalLeftInOrder() {
    server.answer(Rollouts.ITEM, Rollouts.progressing());
    server.answer(Rollouts.ITEM, Rollouts.in("succeeded", ""));
    server.stream(Rollouts.WATCH, EVENT);

    Outcome outcome =
        command
            .with("SKERRY_TTY", "1")
            .with("NO_COLOR", "1")
            .run("rollout", "watch", "policy/rate-limit");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith("\u001b[?25l\u001b[?7l" + Rollouts.NAME)
        .contains("\u001b[6A\r" + Rollouts.NAME, "succeeded for 10s, on 6 of 6 reachable nodes")
        .endsWith("\u001b[?7h\u001b[?25h")
        .doesNotContain("\u001b[3");
  }
}
