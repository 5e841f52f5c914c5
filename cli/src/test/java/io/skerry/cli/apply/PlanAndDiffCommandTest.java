package io.skerry.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PlanAndDiffCommandTest {
  private static final String ITEM = "/api/v1/tenants/default/policies/p";
  private static final String DOCUMENT =
      "kind: Policy\nmetadata: {name: p}\nspec: {priority: 2, service: asr}\n";

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server).withInput(DOCUMENT);

  @AfterEach
  void stop() {
    server.close();
  }

  private void dryRunAccepts() {
    server.answer("POST /api/v1/apply?dryRun=true", "{\"results\": []}");
  }

  private static String stored(int priority, int generation) {
    return """
    {"kind": "Policy", "metadata": {"name": "p", "generation": %d, "resourceVersion": "%d"},
     "spec": {"priority": %d, "service": "asr"}, "status": {"state": "%d"}}
    """
        .formatted(generation, generation, priority, generation);
  }

  @Test
  void aPlanTellsSnapshotsAndNodes() {
    server.answer(
        "POST /api/v1/plan",
        """
        {"affectedNodes": 1, "changedSnapshots": 1, "byCell": {}, "warnings": [], "snapshots": [
          {"digestFrom": "aaaaaaaaaaaaaaaa", "digestTo": "bbbbbbbbbbbbbbbb", "nodes": ["n"],
           "added": ["policy/r/asr/p"], "removed": [], "changed": [{"name": "service/asr"}]}]}
        """);

    assertThat(command.run("plan", "-f", "-").out())
        .isEqualTo(
            """
            plan: 1 node affected, 1 snapshot changed
            snapshot aaaaaaaaaaaa -> bbbbbbbbbbbb on n
              + policy/r/asr/p
              ~ service/asr
            """);
  }

  @Test
  void aDifferenceShowsOnlyWhatPeopleDeclare() {
    dryRunAccepts();
    server.answer("GET " + ITEM, stored(1, 4));
    server.answer("PUT " + ITEM + "?dryRun=true", stored(2, 5));

    Outcome outcome = command.run("diff", "-f", "-");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("--- live/policy/p\n+++ new/policy/p\n", "-  priority: 1\n+  priority: 2\n")
        .doesNotContain("generation", "status");
    assertThat(command.run("diff", "-f", "-", "--exit-code").exitCode()).isEqualTo(1);
  }

  @Test
  void nothingToChangeShowsNothing() {
    dryRunAccepts();
    server.answer("GET " + ITEM, stored(2, 4));
    server.answer("PUT " + ITEM + "?dryRun=true", stored(2, 4));

    assertThat(command.run("diff", "-f", "-", "--exit-code")).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void somethingNewIsAllAdded() {
    dryRunAccepts();
    server.refuse("PUT " + ITEM + "?dryRun=true", 422, "invalid", "[]");

    assertThat(command.run("diff", "-f", "-").out())
        .contains("+kind: Policy\n", "+  service: asr\n");
  }

  @Test
  void whatTheServerRefusesHasNoDifference() {
    server.refuse("POST /api/v1/apply?dryRun=true", 422, "invalid", "[]");

    assertThat(command.run("diff", "-f", "-").exitCode()).isEqualTo(3);
  }
}
