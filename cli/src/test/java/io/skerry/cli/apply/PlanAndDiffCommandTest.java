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

  private static final String WAVES =
      """
      {"affectedNodes": 6, "changedSnapshots": 1, "byCell": {"c": 6}, "byCloud": {"aws": 6},
       "warnings": [], "snapshots": [], "rollouts": [
        {"resources": ["policies/default/p"], "strategy": "fast", "plan": "abcd",
         "waves": [{"name": "canary", "count": 1, "nodes": ["a"]},
                   {"name": "rest", "count": 5, "nodes": ["b", "c", "d", "e", "f"]}],
         "unreachable": ["f"], "busy": [{"node": "b", "reason": "on air", "until": "2026-11-20T13:00:00Z"}], "wouldRefuse": ["e", "f"], "refusals": [{"node": "e", "reason": "no module support"}, {"node": "f", "reason": "no module support"}],
         "conflicts": [{"rollout": "01k", "effect": "supersedes"},
                       {"rollout": "01m", "effect": "waits"}]}],
       "shrink": [{"resource": "policies/default/p", "message": "leaves 2 of its 6 nodes",
                   "consent": "allow-shrink"}]}
      """;

  @Test
  void aPlanTellsWavesConflictsAndWhatNeedsConsent() {
    server.answer("POST /api/v1/plan", WAVES);

    assertThat(command.run("plan", "-f", "-"))
        .isEqualTo(
            new Outcome(
                0,
                """
                plan: 6 nodes affected, 1 snapshot changed (c 6)
                  by cloud: aws 6
                rollout of policies/default/p with strategy fast, plan abcd
                  wave 1   canary   1 node    a
                  wave 2   rest     5 nodes   b, c, d, e and 1 more
                  unreachable now: f
                  not to be changed now: b (on air)
                  would refuse: e, f (no module support)
                  supersedes rollout 01k
                  waits for rollout 01m
                shrinks: policies/default/p leaves 2 of its 6 nodes; apply it with --allow-shrink if that is meant
                """,
                "to hold unless this is what happens: apply --plan abcd\n"));
    assertThat(command.run("plan", "-f", "-", "-o", "wide").out()).contains("b, c, d, e, f");
    assertThat(command.run("plan", "-f", "-", "-o", "json").out()).contains("\"byCloud\"");
  }

  @Test
  void aDryRunTellsTheSamePlan() {
    server.answer("POST /api/v1/apply?dryRun=true", "{\"results\": [], \"plan\": " + WAVES + "}");

    assertThat(command.run("apply", "-f", "-", "--dry-run").out())
        .contains("  wave 2   rest     5 nodes   b, c, d, e and 1 more");
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
