package io.skerry.cli.get;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.cli.stub.CommandRun;
import io.skerry.cli.stub.CommandRun.Outcome;
import io.skerry.cli.stub.StubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each watch ends by the stub refusing at last, which a command reports and stops at.
final class WatchingTest {
  private static final String LIST = "GET /api/v1/nodes?limit=500";

  private final StubServer server = new StubServer();
  private final CommandRun command = CommandRun.against(server);

  @AfterEach
  void stop() {
    server.close();
  }

  private static String node(String name, String state) {
    return "{\"metadata\": {\"name\": \"%s\", \"labels\": {\"tier\": \"%s\"}}, \"status\": {\"state\": \"%s\"}}"
        .formatted(name, name.startsWith("g") ? "gpu" : "cpu", state);
  }

  private static String list(String revision, String... items) {
    return "{\"metadata\": {\"resourceVersion\": \"%s\"}, \"items\": [%s]}"
        .formatted(revision, String.join(",", items));
  }

  private static String event(String type, int revision, String node) {
    return "event: %s\nid: %d\ndata: {\"type\":\"%s\",\"resourceVersion\":\"%d\",\"object\":%s}\n\n"
        .formatted(type, revision, type, revision, node);
  }

  private static String watch(String since) {
    return "GET /api/v1/watch?kinds=nodes&since=" + since;
  }

  @Test
  void changesFollowTheList() {
    server.answer(LIST, list("10", node("a", "ready")));
    server.stream(
        watch("10"),
        event("modified", 11, node("a", "updating")) + event("deleted", 12, node("a", "updating")));
    server.refuse(watch("12"), 401, "unauthenticated", "[]");

    Outcome outcome = command.run("get", "nodes", "-w");

    assertThat(
            outcome
                .out()
                .lines()
                .map(line -> line.split(" +", -1)[0] + " " + line.split(" +", -1)[1]))
        .containsExactly("NAME STATE", "a ready", "a updating", "a deleted");
  }

  @Test
  void aBrokenStreamResumesAfterTheLastEvent() {
    server.answer(LIST, list("10"));
    server.stream(watch("10"), event("added", 11, node("a", "pending")) + ": a comment\n\n");
    server.stream(watch("11"), "event: bookmark\nid: 20\ndata: {\"resourceVersion\":\"20\"}\n\n");
    server.refuse(watch("20"), 401, "unauthenticated", "[]");

    Outcome outcome = command.run("get", "nodes", "-w");

    assertThat(server.calls(watch("11")).getFirst().header("Last-Event-ID")).isEqualTo("11");
    assertThat(server.calls(watch("20")).getFirst().header("Last-Event-ID")).isEqualTo("20");
    assertThat(outcome.out()).contains("pending");
  }

  @Test
  void lostEventsAreMadeUpForByListingAgain() {
    server.answer(LIST, list("10", node("a", "ready"), node("b", "ready"), node("c", "ready")));
    server.answer(LIST, list("90", node("a", "ready"), node("b", "lost")));
    server.refuse(watch("10"), 410, "gone", "[]");
    server.refuse(watch("90"), 401, "unauthenticated", "[]");

    Outcome outcome = command.run("get", "nodes", "-w");

    assertThat(outcome.out().lines().skip(4).map(line -> line.replaceAll(" +", " ")))
        .containsExactly("b lost - - - - - -", "c deleted");
  }

  @Test
  void whatWasNotAskedForIsNotShown() {
    String list = "GET /api/v1/nodes?labels=tier%3Dgpu&limit=500";
    server.answer(list, list("10"));
    server.stream(
        watch("10"),
        event("added", 11, node("cpu-1", "ready")) + event("added", 12, node("gpu-1", "ready")));
    server.refuse(watch("12"), 401, "unauthenticated", "[]");

    assertThat(command.run("get", "nodes", "-w", "-l", "tier=gpu").out())
        .contains("gpu-1")
        .doesNotContain("cpu-1");
  }

  @Test
  void aNodeThatDriftsNoLongerIsSaidToHaveLeft() {
    String drifting =
        node("a", "updating").replace("\"status\": {", "\"status\": {\"drift\": {}, ");
    server.answer("GET /api/v1/nodes?drift=true&limit=500", list("10", drifting));
    server.stream(watch("10"), event("modified", 11, node("a", "ready")));
    server.refuse(watch("11"), 401, "unauthenticated", "[]");

    assertThat(command.run("get", "nodes", "--drift", "-w").out())
        .endsWith("a   matches no longer\n");
  }

  @Test
  void aServerThatStaysAwayEndsTheWatch() {
    server.answer(LIST, list("10"));
    server.answer(watch("10"), 503, "{\"title\": \"Down\", \"code\": \"store-unavailable\"}");

    assertThat(command.run("get", "nodes", "-w").exitCode()).isEqualTo(5);
  }
}
