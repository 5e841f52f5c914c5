package io.skerry.cli.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GetCommandTest {
  private static final String NODES = "GET /api/v1/nodes?limit=500";
  private static final String READY =
      """
      {"kind": "Node", "metadata": {"name": "iad-1", "labels": {"tier": "gpu"},
       "createdAt": "2026-11-20T11:00:00Z"}, "spec": {"cell": "aws-us-east-1", "zone": "use1-az4"},
       "status": {"state": "ready", "reason": "", "lastHeard": "2026-11-20T11:59:58Z",
       "applied": {"snapshot": "0123456789abcdef0123", "generation": 4},
       "desired": {"snapshot": "0123456789abcdef0123", "generation": 4}, "link": "connected"}}
      """;
  private static final String LOST =
      """
      {"kind": "Node", "metadata": {"name": "amsterdam-2", "createdAt": "2026-11-17T12:00:00Z"},
       "spec": {"cell": "azure-westeurope"}, "status": {"state": "lost", "reason": "silent for 40 s"}}
      """;

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private static String list(String items) {
    return "{\"metadata\": {\"resourceVersion\": \"9\"}, \"items\": [" + items + "]}";
  }

  @Test
  void nodesAreAlignedWithStateSnapshotAndAges() {
    server.answer(NODES, list(READY + "," + LOST));

    assertThat(command.run("get", "nodes").out())
        .isEqualTo(
            """
            NAME          STATE      CELL               SNAPSHOT       GEN   LAST HEARD   AGE   REASON
            iad-1         ready      aws-us-east-1      0123456789ab   4     2s           60m   -
            amsterdam-2   lost       azure-westeurope   -              -     -            3d    silent for 40 s
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "nodes", "no", "Node", "NODES"})
  void everyNameOfAKindIsUnderstood(String name) {
    server.answer(NODES, list(READY));

    assertThat(command.run("get", name).out()).contains("iad-1");
  }

  @Test
  void wideShowsMore() {
    server.answer(NODES, list(READY));

    assertThat(command.run("get", "nodes", "-o", "wide").out())
        .contains("ZONE", "LINK")
        .contains("use1-az4", "connected");
  }

  @Test
  void pagesAreJoined() {
    server.answer(
        NODES,
        "{\"metadata\": {\"resourceVersion\": \"9\", \"continue\": \"x/y\"}, \"items\": ["
            + READY
            + "]}");
    server.answer("GET /api/v1/nodes?continue=x%2Fy&limit=500", list(LOST));

    assertThat(command.run("get", "nodes").out()).contains("iad-1").contains("amsterdam-2");
  }

  @Test
  void filtersReachTheServer() {
    server.answer(
        "GET /api/v1/nodes?filter=cloud%20%3D%3D%20%22aws%22&labels=tier%3Dgpu&limit=500",
        list(READY));

    Outcome outcome = command.run("get", "nodes", "-l", "tier=gpu", "--where", "cloud == \"aws\"");

    assertThat(outcome.out()).contains("iad-1");
  }

  @Test
  void tenantKindsAskForTheDefaultTenantUnlessTold() {
    String policy =
        "{\"metadata\": {\"name\": \"p\", \"tenant\": \"video\"}, \"spec\": {\"service\": \"asr\"}}";
    server.answer("GET /api/v1/tenants/video/policies?limit=500", list(policy));
    server.answer("GET /api/v1/policies?limit=500", list(policy));
    server.answer("GET /api/v1/tenants/default/policies?limit=500", list(""));

    assertThat(command.run("get", "po", "-t", "video").out()).startsWith("NAME").contains("asr");
    assertThat(command.run("get", "po", "-A").out()).startsWith("TENANT").contains("video");
    assertThat(command.run("get", "po")).isEqualTo(new Outcome(0, "", "none found\n"));
  }

  @Test
  void jsonOfOneIsTheResourceItself() {
    server.answer("GET /api/v1/nodes/iad-1", READY);

    assertThat(command.run("get", "node", "iad-1", "-o", "json").out())
        .startsWith("{\n  \"kind\" : \"Node\"");
  }

  @Test
  void yamlOfManyIsAList() {
    server.answer(NODES, list(READY));

    assertThat(command.run("get", "nodes", "-o", "yaml").out())
        .startsWith("---\napiVersion: skerry/v1\nkind: NodeList\n")
        .contains("  - kind: Node\n", "      snapshot: 0123456789abcdef0123\n");
  }

  @Test
  void coloursNeedATerminalAndNoObjection() {
    server.answer(NODES, list(LOST));
    String red = "\u001b[31mlost\u001b[0m";

    assertThat(command.run("get", "nodes").out()).doesNotContain("\u001b");
    assertThat(command.with("SKERRY_TTY", "1").run("get", "nodes").out()).contains(red);
    assertThat(command.with("SKERRY_TTY", "1").with("NO_COLOR", "1").run("get", "nodes").out())
        .doesNotContain("\u001b");
  }

  @Test
  void driftNamesWhatANodeMustRunWhatItRunsForHowLongAndWhy() {
    String behind =
        """
        {"kind": "Node", "metadata": {"name": "ams-1"}, "spec": {"cell": "azure-westeurope"},
         "status": {"state": "degraded", "reason": "refused: digest-mismatch",
         "desired": {"snapshot": "bbbbbbbbbbbbbbbb", "generation": 5, "rollout": "01kamq"},
         "drift": {"reason": "runs an older generation", "since": "2026-11-20T11:58:30Z"},
         "applied": {"snapshot": "aaaaaaaaaaaaaaaa", "generation": 4}}}
        """;
    server.answer("GET /api/v1/nodes?drift=true&limit=500", list(behind));

    assertThat(command.run("get", "nodes", "--drift").out())
        .isEqualTo(
            """
            NAME    STATE      CELL               MUST RUN       GEN   RUNS           GEN   FOR   ROLLOUT   REASON
            ams-1   degraded   azure-westeurope   bbbbbbbbbbbb   5     aaaaaaaaaaaa   4     90s   01kamq    runs an older generation
            """);
    assertThat(command.run("get", "cells", "--drift").exitCode()).isEqualTo(2);
  }
}
