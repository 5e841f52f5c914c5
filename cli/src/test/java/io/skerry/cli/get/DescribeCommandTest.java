package io.skerry.cli.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DescribeCommandTest {
  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private void policy() {
    server.answer(
        "GET /api/v1/tenants/video/policies/p",
        """
        {"kind": "Policy", "metadata": {"name": "p", "tenant": "video", "labels": {"a": "b"},
         "createdAt": "2026-11-20T11:59:00Z"}, "spec": {"service": "asr"}}
        """);
  }

  @Test
  void aResourceIsToldWithItsChanges() {
    policy();
    server.answer(
        "GET /api/v1/history?limit=10&resource=policies%2Fvideo%2Fp",
        """
        {"items": [{"at": "2026-11-20T11:59:00Z", "change": "created", "generation": 1, "actor": "ann"}]}
        """);

    assertThat(command.run("describe", "policy", "p", "-t", "video").out())
        .contains("Name:         p\n", "Tenant:       video\n", "Labels:       a=b\n")
        .contains("2026-11-20T11:59:00Z (60s ago)")
        .contains("Spec:\n  service: asr\n")
        .contains("Changes:\n  60s ago   created   generation 1   by ann\n");
  }

  @Test
  void aResourceIsToldEvenWhenItsHistoryIsNotThere() {
    policy();
    server.refuse(
        "GET /api/v1/history?limit=10&resource=policies%2Fvideo%2Fp",
        503, "store-unavailable", "[]");

    var outcome = command.run("describe", "policy", "p", "-t", "video");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("not available: Refused");
  }

  @Test
  void aNodeIsToldTheSameWhereverItIsLookedFor() {
    server.answer(
        "GET /api/v1/nodes/iad-1",
        """
        {"apiVersion": "skerry/v1", "kind": "Node", "metadata": {"name": "iad-1"},
         "spec": {"cell": "c1"}, "status": {"state": "degraded", "reason": "Two processes report."}}
        """);
    server.refuse("GET /api/v1/traffic?node=iad-1", 503, "store-unavailable", "[]");
    server.answer("GET /api/v1/history?limit=10&node=iad-1", "{\"items\": []}");

    String told = command.run("node", "describe", "iad-1").out();

    assertThat(told).contains("iad-1", "degraded", "Two processes report.", "Traffic, last");
    assertThat(command.run("describe", "node", "iad-1").out()).isEqualTo(told);
  }
}
