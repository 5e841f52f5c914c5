package io.skerry.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApplyCommandTest {
  private static final String APPLY = "POST /api/v1/apply";
  private static final String ANSWER =
      """
      {"revision": "131", "results": [
        {"kind": "Cell", "name": "c", "action": "created"},
        {"kind": "Policy", "tenant": "default", "name": "p", "action": "updated"},
        {"kind": "Node", "name": "n", "action": "unchanged"}],
       "plan": {"affectedNodes": 6, "changedSnapshots": 1, "byCell": {"c": 6}, "warnings": ["slow"]}}
      """;

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void stop() {
    server.close();
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text).toString();
  }

  @Test
  void whatHappenedToEachResourceIsTold() {
    server.answer(APPLY, ANSWER);

    Outcome outcome = command.withInput("kind: Cell").run("apply", "-f", "-");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                cell/c created
                policy/default/p updated
                node/n unchanged
                plan: 6 nodes affected, 1 snapshot changed (c 6)
                warning: slow
                """,
                ""));
  }

  @Test
  void documentsOfSeveralFilesAreOneRequest() throws IOException {
    server.answer(APPLY, ANSWER);
    file("b.yaml", "---\nkind: Node\n---\nkind: Policy\n---\n");
    file("a/first.yml", "# only a comment before\nkind: Cell\n");
    file("c.json", "{\"kind\": \"Service\"}");
    file("ignored.txt", "kind: Nothing");

    command.run("apply", "-f", folder.toString());

    assertThat(server.calls(APPLY).getFirst().body())
        .isEqualTo(
            "[{\"kind\":\"Cell\"},{\"kind\":\"Node\"},{\"kind\":\"Policy\"},{\"kind\":\"Service\"}]");
  }

  @Test
  void aComplaintNamesTheFileAndTheDocument() throws IOException {
    String first = file("a.yaml", "kind: Cell");
    String second = file("b.yaml", "kind: Node\n---\nkind: Policy");
    server.refuse(
        APPLY,
        422,
        "invalid",
        "[{\"field\": \"documents[2].spec.service\", \"message\": \"is required\"}]");

    Outcome outcome = command.run("apply", "-f", first, "-f", second);

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains(second + ", document 2: spec.service: is required");
  }

  @Test
  void textThatIsNoYamlIsRefusedWithItsPlaceAndNeverSent() throws IOException {
    String broken = file("broken.yaml", "kind: Cell\nspec: {cloud: aws\n");

    Outcome outcome = command.run("apply", "-f", broken);

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains(broken + ": line 3, column 1");
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void duplicateKeysAreRefused() {
    Outcome outcome = command.withInput("kind: Cell\nkind: Node\n").run("apply", "-f", "-");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("stdin: ", "duplicate key kind");
  }

  @Test
  void aDocumentThatContainsItselfIsRefused() {
    Outcome outcome = command.withInput("kind: Cell\nspec: &a {b: *a}\n").run("apply", "-f", "-");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(server.calls()).isEmpty();
  }

  @Test
  void dryRunAndPruneAreAskedFor() {
    server.answer("POST /api/v1/apply?dryRun=true&prune=true", ANSWER);

    Outcome outcome =
        command.withInput("kind: Cell").run("apply", "-f", "-", "--dry-run", "--prune");

    assertThat(outcome.out()).contains("cell/c created (dry run)");
  }

  @Test
  void missingFilesAndEmptyOnesAreFailures() throws IOException {
    assertThat(command.run("apply", "-f", "/no/such/file.yaml").err()).contains("there is no file");
    assertThat(command.run("apply", "-f", file("empty.yaml", "# nothing\n")).exitCode())
        .isEqualTo(1);
  }

  private static final String STARTED =
      """
      {"results": [], "rollouts": [{"name": "01kamq3v5w8zqj4c2n7hbx6f3p", "tenant": "default",
       "strategy": "fast", "resources": ["policies/default/p"], "supersedes": ["01kamp"]}]}
      """;

  @Test
  void rolloutsThatItStartedAreToldWithHowToWatchThem() {
    server.answer(APPLY, STARTED);

    assertThat(command.withInput("kind: Policy").run("apply", "-f", "-"))
        .isEqualTo(
            new Outcome(
                0,
                "rollout/01kamq3v5w8zqj4c2n7hbx6f3p started: policies/default/p with strategy fast,"
                    + " supersedes 01kamp\n",
                "watch it: skerry rollout watch 01kamq3v5w8zqj4c2n7hbx6f3p\n"));
  }

  @Test
  void waitingFollowsThemToTheirEnd() {
    server.answer(APPLY, STARTED);
    server.answer("GET /api/v1/rollouts?limit=1", "{\"metadata\": {\"resourceVersion\": \"9\"}}");
    server.answer(
        "GET /api/v1/tenants/default/rollouts/01kamq3v5w8zqj4c2n7hbx6f3p",
        """
        {"metadata": {"name": "01kamq3v5w8zqj4c2n7hbx6f3p"},
         "status": {"phase": "rolledBack", "reason": "a gate was red"}}
        """);

    Outcome outcome = command.withInput("kind: Policy").run("apply", "-f", "-", "--wait");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("rolled back: a gate was red");
  }

  @Test
  void nothingStartedIsNothingToWaitFor() {
    server.answer(APPLY, ANSWER);

    assertThat(command.withInput("kind: Cell").run("apply", "-f", "-", "--wait").exitCode())
        .isZero();
  }

  @Test
  void aChangeThatTakesMuchAwayAsksForTheOptionThatConsents() throws IOException {
    String file = file("p.yaml", "kind: Policy");
    server.refuse(
        APPLY,
        422,
        "invalid",
        """
        [{"field": "[0].spec.placement", "message":
          "policies/default/p would be on none of the 6 nodes: send allowShrink=true if that is meant"}]
        """);

    Outcome outcome = command.run("apply", "-f", file);

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains(file + ": spec.placement: ", "add --allow-shrink if that is meant");
  }

  @Test
  void theAgreedPlanAndTheConsentAreSent() {
    String plan = "ab".repeat(32);
    server.answer(APPLY + "?allowShrink=true&plan=" + plan, ANSWER);

    assertThat(
            command
                .withInput("kind: Cell")
                .run("apply", "-f", "-", "--allow-shrink", "--plan", plan)
                .exitCode())
        .isZero();
    assertThat(command.withInput("kind: Cell").run("apply", "-f", "-", "--plan", "ab").exitCode())
        .isEqualTo(2);
  }
}
