package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.agent.Samples.Published;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Rejected;
import io.skerry.schema.store.EtcdProcess;
import io.skerry.schema.store.EtcdStore;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged agent against a real etcd and a control plane over real HTTP.
class AgentProcessIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CONFIG = "/v1/config/us-east-1/asr";

  @Test
  void agentEnrolsFollowsItsRefAndServesThroughAKillWithoutAnyNetwork(@TempDir Path folder)
      throws Exception {
    Path data = folder.resolve("data");
    try (EtcdProcess etcd = EtcdProcess.start();
        EtcdStore store = new EtcdStore(etcd.config(), InstantSource.system());
        StubControlPlane controlPlane = new StubControlPlane(etcd.endpoint())) {
      StorePublisher publisher = new StorePublisher(store);
      publisher.publish(1, Samples.published(3, 1));
      try (AgentProcess agent =
          AgentProcess.start(
              data, "--control-plane", controlPlane.url(), "--join-token", "t1.secret")) {
        followsAndRefuses(agent, controlPlane, publisher);
        assertThat(controlPlane.bearers()).containsOnly("Bearer iad-1.c0ffee");
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(data.resolve("identity.json"))))
            .isEqualTo("rw-------");
        agent.kill();
      }
    }
    servesOffline(data);
  }

  private static void followsAndRefuses(
      AgentProcess agent, StubControlPlane controlPlane, StorePublisher publisher) {
    awaitApplied(controlPlane, 1);
    Published second = Samples.published(3, 2);
    publisher.publish(2, second);
    awaitApplied(controlPlane, 2);
    publisher.putRef(Samples.ref(1, second.digest()));
    awaitRejected(controlPlane, "stale-generation");
    publisher.putRef(Bytes.utf8("{\"ref\":"));
    awaitRejected(controlPlane, "malformed-ref");
    publisher.putRef(Samples.ref(9, Bytes.utf8("nowhere").digest()));
    awaitRejected(controlPlane, "missing-snapshot");
    assertServes(agent, second, 2, 2);
    Published attached = Samples.published(1, 3);
    publisher.putRef(10, attached.digest(), attached.content());
    awaitApplied(controlPlane, 10);
    assertThat(controlPlane.lastReport().flatMap(Report::rejected)).isEmpty();
    publisher.deleteRef();
    await().atMost(PATIENCE).until(() -> hasCondition(controlPlane, "RefMissing"));
    assertServes(agent, attached, 10, 3);
  }

  private static void servesOffline(Path data) throws InterruptedException {
    try (AgentProcess agent = AgentProcess.start(data)) {
      await().atMost(PATIENCE).until(() -> status(agent, "/healthz") == 200);
      assertServes(agent, Samples.published(1, 3), 10, 3);
      assertThat(agent.get("/healthz").orElseThrow().body()).contains("\"link\":\"stale\"");
      assertThat(agent.isAlive()).isTrue();
      assertThat(agent.terminate(Duration.ofSeconds(8))).as("ends on SIGTERM").isTrue();
      assertThat(agent.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void agentReportsThatItsCredentialIsRefusedAndGoesOnServing(@TempDir Path folder) {
    try (EtcdProcess etcd = EtcdProcess.start();
        EtcdStore store = new EtcdStore(etcd.config(), InstantSource.system());
        StubControlPlane controlPlane = new StubControlPlane(etcd.endpoint())) {
      StorePublisher publisher = new StorePublisher(store);
      publisher.publish(1, Samples.published(1, 1));
      SkerryOptions options =
          SkerryOptions.of("iad-1", folder)
              .withControlPlane("http://127.0.0.1:9", controlPlane.url())
              .withJoinToken("t1.secret");
      try (Skerry skerry = Skerry.connect(options)) {
        awaitApplied(controlPlane, 1);
        controlPlane.answerStatusWith(401);
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    skerry.board().report().conditions().stream()
                        .anyMatch(condition -> condition.type().equals("CredentialRefused")));
        publisher.publish(2, Samples.published(1, 2));
        await()
            .atMost(PATIENCE)
            .until(() -> skerry.config().version().orElseThrow().generation() == 2);
        assertThat(skerry.link()).isEqualTo(Link.CONNECTED);
      }
    }
  }

  private static void assertServes(
      AgentProcess agent, Published snapshot, long generation, int value) {
    HttpResponse<String> answer = agent.get(CONFIG).orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Skerry-Snapshot")).contains(snapshot.digest().hex());
    assertThat(answer.headers().firstValue("X-Skerry-Generation"))
        .contains(Long.toString(generation));
    assertThat(answer.body())
        .contains("\"limit-0\":{\"type\":\"rateLimit\"", "{\"requestsPerSecond\":" + value + "}");
  }

  private static void awaitApplied(StubControlPlane controlPlane, long generation) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                controlPlane
                    .lastReport()
                    .flatMap(Report::applied)
                    .map(Applied::generation)
                    .equals(Optional.of(generation)));
  }

  private static void awaitRejected(StubControlPlane controlPlane, String code) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                controlPlane
                    .lastReport()
                    .flatMap(Report::rejected)
                    .map(Rejected::code)
                    .equals(Optional.of(code)));
  }

  private static boolean hasCondition(StubControlPlane controlPlane, String type) {
    return controlPlane.lastReport().stream()
        .flatMap(report -> report.conditions().stream())
        .anyMatch(condition -> condition.type().equals(type));
  }

  private static int status(AgentProcess agent, String path) {
    return agent.get(path).map(HttpResponse::statusCode).orElse(0);
  }
}
