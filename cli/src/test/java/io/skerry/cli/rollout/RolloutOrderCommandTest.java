package io.skerry.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RolloutOrderCommandTest {
  private static final String PATH = "POST /api/v1/tenants/default/rollouts/" + Rollouts.NAME + "/";

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyVerbIsACommand(Verb verb) {
    Rollouts.listed(server, Rollouts.progressing());
    server.answer(PATH + verb.wireName(), "{}");

    Outcome outcome = command.run("rollout", verb.wireName(), "x6f3p");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualTo("rollout/" + Rollouts.NAME + " " + verb.wireName() + " accepted\n");
    assertThat(server.calls(PATH + verb.wireName()).getFirst().body()).isEqualTo("{}");
  }

  @Test
  void whoAndWhyAreSent() {
    Rollouts.listed(server, Rollouts.progressing());
    server.answer(PATH + "approve", "{}");

    command.run(
        "rollout", "approve", "x6f3p", "--as", "bob", "--reason", "looks well", "--wave", "3");

    assertThat(server.calls(PATH + "approve").getFirst().body())
        .isEqualTo("{\"reason\":\"looks well\"}");
    assertThat(server.calls(PATH + "approve").getFirst().header("X-Skerry-Actor")).isEqualTo("bob");
  }

  @Test
  void theUserOfTheSystemActsUnlessToldOtherwise() {
    Rollouts.listed(server, Rollouts.progressing());
    server.answer(PATH + "pause", "{}");

    command.run("rollout", "pause", "x6f3p");

    assertThat(server.calls(PATH + "pause").getFirst().header("X-Skerry-Actor"))
        .isEqualTo("tester");
  }

  @Test
  void whatThePhaseDoesNotAllowIsAConflict() {
    Rollouts.listed(server, Rollouts.progressing());
    server.refuse(PATH + "resume", 409, "conflict", "[]");

    assertThat(command.run("rollout", "resume", "x6f3p").exitCode()).isEqualTo(4);
  }

  @Test
  void whatWasMeantForAnotherWaveIsAConflict() {
    Rollouts.listed(server, Rollouts.progressing());

    assertThat(command.run("rollout", "promote", "x6f3p", "--wave", "1"))
        .isEqualTo(
            new Outcome(
                4,
                "",
                "error: promote would concern wave 2 of rollout "
                    + Rollouts.NAME
                    + ", not wave 1\n"));
  }

  @Test
  void wrongUseIsRefusedBeforeAnythingIsSent() {
    assertThat(command.run("rollout", "pause", "x6f3p", "--wave", "0").exitCode()).isEqualTo(2);
    assertThat(command.run("rollout", "pause", "x6f3p", "--as", "böb").exitCode()).isEqualTo(2);
    assertThat(command.run("rollout", "pause").exitCode()).isEqualTo(2);
    assertThat(server.calls()).isEmpty();
  }
}
